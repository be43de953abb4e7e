import { expect } from 'chai';
import type { Doc } from '../../../src/embedded-mongo/semantics/document.ts';
import { upserted } from '../../../src/embedded-mongo/semantics/upsert.ts';
import { NOW } from './evaluate.ts';
import { faultCode as code, received, refusal, stored } from './values.ts';

function upsert(filter: object, update: object): Doc {
  const { change } = stored({ change: update });
  return received(upserted(change as Doc, { filter: stored(filter), now: NOW }));
}

describe('an upsert', () => {
  it('takes the equalities of its filter, if they are single', () => {
    expect(upsert({ a: 1, b: { $gt: 2 } }, { $set: { c: 1 } })).to.deep.equal({ a: 1, c: 1 });
    expect(upsert({ _id: 5, a: 1 }, { b: 1 })).to.deep.equal({ _id: 5, b: 1 });
    expect(upsert({ 'a.b': 1, 'a.c': 2 }, { $set: { d: 1 } })).to.deep.equal({ a: { b: 1, c: 2 }, d: 1 });
    expect(upsert({ a: { $in: [1] } }, { $set: { b: 1 } })).to.deep.equal({ a: 1, b: 1 });
    expect(upsert({ a: { $in: [1, 2] } }, { $set: { b: 1 } })).to.deep.equal({ b: 1 });
    expect(upsert({ $and: [{ a: 1 }, { b: 2 }] }, { $set: { c: 1 } })).to.deep.equal({ a: 1, b: 2, c: 1 });
    expect(upsert({ $or: [{ a: 1 }, { b: 2 }] }, { $set: { c: 1 } })).to.deep.equal({ c: 1 });
    expect(upsert({ $or: [{ a: 1 }] }, { $set: { c: 1 } })).to.deep.equal({ a: 1, c: 1 });
    expect(refusal(() => upsert({ a: 1, $and: [{ a: 2 }] }, { $set: { c: 1 } }))).to.match(
      /^cannot infer query fields to set, path 'a' is matched twice$/,
    );
    expect(upsert({ a: { $all: [1] } }, { $set: { c: 1 } })).to.deep.equal({ a: 1, c: 1 });
    expect(code(() => upsert({ a: { $all: [1, 2] } }, { $set: { c: 1 } }))).to.equal(54);
    expect(refusal(() => upsert({ a: { b: 1 }, 'a.b': 1 }, { $set: { c: 1 } }))).to.match(
      /both paths 'a\.b' and 'a' are matched$/,
    );
    expect(upsert({ a: 1 }, { $set: { a: 2 } })).to.deep.equal({ a: 2 });
    expect(upsert({ a: 1 }, { $inc: { a: 2 } })).to.deep.equal({ a: 3 });
    expect(code(() => upsert({ _id: 1 }, { $set: { _id: 2 } }))).to.equal(66);
    expect(code(() => upsert({ _id: 1 }, { _id: 2, a: 1 }))).to.equal(66);
    expect(code(() => upsert({ '_id.a': 1 }, { b: 1 }))).to.equal(55);
    expect(upsert({ '_id.a': 1 }, { $set: { b: 1 } })).to.deep.equal({ _id: { a: 1 }, b: 1 });
    expect(upsert({}, { $set: { b: 1, _id: 7 } })).to.deep.equal({ _id: 7, b: 1 });
    expect(code(() => upsert({ _id: [1] }, { $set: { b: 1 } }))).to.equal(53);
    expect(code(() => upsert({}, { _id: { $a: 1 } }))).to.equal(52);
    expect(upsert({ a: /x/ }, { $set: { b: 1 } })).to.deep.equal({ b: 1 });
    expect(upsert({ a: { $eq: 3, $gt: 1 } }, { $set: { b: 1 } })).to.deep.equal({ a: 3, b: 1 });
    expect(code(() => upsert({ $expr: { $eq: ['$a', 1] } }, { $set: { b: 1 } }))).to.equal(224);
    expect(upsert({ a: 1 }, [{ $set: { b: '$a' } }])).to.deep.equal({ a: 1, b: 1 });
    expect(upsert({ a: 1 }, { $setOnInsert: { b: 2 } })).to.deep.equal({ a: 1, b: 2 });
    expect(upsert({ a: { b: 1 } }, { $set: { 'a.c': 2 } })).to.deep.equal({ a: { b: 1, c: 2 } });
    expect(upsert({ a: [1, 2] }, { $push: { a: 3 } })).to.deep.equal({ a: [1, 2, 3] });
    expect(upsert({ a: null }, { $set: { b: 1 } })).to.deep.equal({ a: null, b: 1 });
    expect(code(() => upsert({ a: 1 }, { $set: { 'x.$': 1 } }))).to.equal(2);
    expect(upsert({ a: { $elemMatch: { b: 1 } } }, { $set: { c: 1 } })).to.deep.equal({ c: 1 });
    expect(upsert({ a: { $not: { $eq: 1 } } }, { $set: { c: 1 } })).to.deep.equal({ c: 1 });
    expect(upsert({ $nor: [{ a: 1 }] }, { $set: { c: 1 } })).to.deep.equal({ c: 1 });
    expect(code(() => upsert({ a: 1 }, { $set: { 'a.b': 1 } }))).to.equal(28);
    expect(upsert({ a: 1 }, {})).to.deep.equal({});
    expect(upsert({ _id: 3, a: 1 }, [{ $replaceWith: { b: 1 } }])).to.deep.equal({ _id: 3, b: 1 });
    expect(upsert({ a: 1 }, { $unset: { a: 1 }, $set: { b: 1 } })).to.deep.equal({ b: 1 });
  });

  it('has _id in front, and the other fields in the order of their paths', () => {
    const filter = { c: { $eq: 2 }, 'a.b': 1, d: { $gt: 5 }, $and: [{ e: { $in: [3] } }], g: /x/, _id: 9 };
    expect(Object.entries(upsert(filter, { $set: { b: 7 } }))).to.deep.equal([
      ['_id', 9],
      ['a', { b: 1 }],
      ['c', 2],
      ['e', 3],
      ['b', 7],
    ]);
    expect(Object.keys(upsert({ b: 1 }, { $setOnInsert: { _id: 7 } }))).to.deep.equal(['_id', 'b']);
  });
});
