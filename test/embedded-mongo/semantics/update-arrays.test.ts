import { Decimal128 } from 'bson';
import { expect } from 'chai';
import { apply, updated } from './updates.ts';
import { faultCode as code, received, refusal, stored } from './values.ts';

const D = (text: string) => Decimal128.fromString(text);
describe('the operators of updates on arrays', () => {
  it('$push with its places, orders and cuts', () => {
    expect(updated({}, { $push: { a: 1 } })).to.deep.equal({ a: [1] });
    expect(updated({ a: [1] }, { $push: { a: [2] } })).to.deep.equal({ a: [1, [2]] });
    expect(refusal(() => updated({ a: 5, _id: 1 }, { $push: { a: 1 } }))).to.match(
      /^The field 'a' must be an array but is of type int in document \{_id: 1\}$/,
    );
    expect(code(() => updated({ a: null }, { $push: { a: 1 } }))).to.equal(2);
    expect(updated({ a: [1, 2, 3] }, { $push: { a: { $each: [9], $position: 0 } } })).to.deep.equal({
      a: [9, 1, 2, 3],
    });
    expect(updated({ a: [1, 2, 3] }, { $push: { a: { $each: [9], $position: 99 } } })).to.deep.equal({
      a: [1, 2, 3, 9],
    });
    expect(updated({ a: [1, 2, 3] }, { $push: { a: { $each: [8, 9], $position: -2 } } })).to.deep.equal({
      a: [1, 8, 9, 2, 3],
    });
    expect(updated({ a: [1, 2, 3] }, { $push: { a: { $each: [9], $position: -99 } } })).to.deep.equal({
      a: [9, 1, 2, 3],
    });
    expect(updated({ a: [1, 2, 3] }, { $push: { a: { $each: [], $slice: 0 } } })).to.deep.equal({ a: [] });
    expect(updated({ a: [3, 1, 2] }, { $push: { a: { $each: [], $sort: 1 } } })).to.deep.equal({ a: [1, 2, 3] });
    expect(updated({ a: [3, 1, 2] }, { $push: { a: { $each: [5], $sort: -1, $slice: 2 } } })).to.deep.equal({
      a: [5, 3],
    });
    expect(updated({ a: [1] }, { $push: { a: { $each: [5], $slice: -1 } } })).to.deep.equal({ a: [5] });
    expect(updated({ a: [{ b: 2 }, 5, { b: 1 }] }, { $push: { a: { $each: [], $sort: { b: 1 } } } })).to.deep.equal({
      a: [5, { b: 1 }, { b: 2 }],
    });
    expect(
      updated({ a: [{ b: { c: 2 } }, { b: { c: 1 } }] }, { $push: { a: { $each: [], $sort: { 'b.c': 1 } } } }),
    ).to.deep.equal({ a: [{ b: { c: 1 } }, { b: { c: 2 } }] });
    for (const bad of [
      { $each: 5 },
      { $each: [], $slice: 1.5 },
      { $each: [], $slice: 'x' },
      { $each: [], $position: 'x' },
      { $each: [], $sort: 2 },
      { $each: [], $sort: {} },
      { $each: [], $sort: { a: 2 } },
      { $each: [], $sort: 'x' },
      { $each: [], $sort: { 'a..b': 1 } },
      { $each: [], $foo: 1 },
    ])
      expect(code(() => updated({ a: [] }, { $push: { a: bad } }))).to.equal(2);
    expect(updated({ a: [] }, { $push: { a: { $foo: 1 } } })).to.deep.equal({ a: [{ $foo: 1 }] });
    expect(updated({ a: [] }, { $push: { a: { $slice: 1 } } })).to.deep.equal({ a: [{ $slice: 1 }] });
  });

  it('$addToSet compares by value', () => {
    expect(updated({ a: [1] }, { $addToSet: { a: 1 } })).to.deep.equal({ a: [1] });
    expect(updated({ a: [1] }, { $addToSet: { a: [1] } })).to.deep.equal({ a: [1, [1]] });
    expect(updated({ a: [{ x: 1, y: 2 }] }, { $addToSet: { a: { y: 2, x: 1 } } })).to.deep.equal({
      a: [
        { x: 1, y: 2 },
        { y: 2, x: 1 },
      ],
    });
    expect(code(() => updated({ a: 1 }, { $addToSet: { a: 1 } }))).to.equal(2);
    expect(updated({}, { $addToSet: { a: { $each: [1, 1, 2] } } })).to.deep.equal({ a: [1, 2] });
    expect(code(() => updated({}, { $addToSet: { a: { $each: 1 } } }))).to.equal(14);
    expect(code(() => updated({}, { $addToSet: { a: { $each: [1], $slice: 1 } } }))).to.equal(2);
    expect(updated({}, { $addToSet: { a: { b: 1, $each: [1] } } })).to.deep.equal({ a: [{ b: 1, $each: [1] }] });
    expect(updated({ a: [1] }, { $addToSet: { a: D('1.0') } })).to.deep.equal({ a: [1] });
  });

  it('$pop from either end', () => {
    expect(updated({ a: [1, 2] }, { $pop: { a: 1 } })).to.deep.equal({ a: [1] });
    expect(updated({ a: [1, 2] }, { $pop: { a: -1 } })).to.deep.equal({ a: [2] });
    expect(updated({}, { $pop: { a: 1 } })).to.deep.equal({});
    expect(code(() => updated({ a: 5 }, { $pop: { a: 1 } }))).to.equal(14);
    expect(code(() => updated({ a: [] }, { $pop: { a: 'x' } }))).to.equal(9);
    expect(code(() => updated({ a: [] }, { $pop: { a: 0 } }))).to.equal(9);
    expect(code(() => updated({ a: [] }, { $pop: { a: 1.5 } }))).to.equal(9);
    expect(code(() => updated({ a: 5 }, { $pop: { 'a.b': 1 } }))).to.equal(28);
    expect(code(() => updated({ a: [1] }, { $pop: { 'a.b': 1 } }))).to.equal(28);
    expect(updated({ a: {} }, { $pop: { 'a.b.c': 1 } })).to.deep.equal({ a: {} });
    expect(updated({ a: [{ b: 0 }] }, { $pop: { 'a.2.b': 1 } })).to.deep.equal({ a: [{ b: 0 }] });
  });

  it('$pull and $pullAll by value and by condition', () => {
    expect(updated({ a: [1, 2, 3] }, { $pull: { a: { $in: [1, 3] } } })).to.deep.equal({ a: [2] });
    expect(updated({ a: [{ b: 1, c: 1 }, { b: 2 }] }, { $pull: { a: { b: 1 } } })).to.deep.equal({ a: [{ b: 2 }] });
    expect(updated({ a: [[1, 2], [3]] }, { $pull: { a: [1, 2] } })).to.deep.equal({ a: [[3]] });
    expect(updated({ a: [[1, 9], [2]] }, { $pull: { a: { $gt: 5 } } })).to.deep.equal({ a: [[2]] });
    expect(updated({ a: ['x', 'y'] }, { $pull: { a: /x/ } })).to.deep.equal({ a: ['y'] });
    expect(updated({ a: [{ b: 1 }, { b: 2 }] }, { $pull: { a: { $or: [{ b: 1 }, { b: 9 }] } } })).to.deep.equal({
      a: [{ b: 2 }],
    });
    expect(code(() => updated({ a: 5 }, { $pull: { a: 1 } }))).to.equal(2);
    expect(updated({}, { $pull: { a: 1 } })).to.deep.equal({});
    expect(code(() => updated({ a: 5 }, { $pull: { 'a.b': 1 } }))).to.equal(28);
    expect(updated({ a: [{ b: [{ c: 1 }, { c: 2 }] }] }, { $pull: { 'a.0.b': { c: 1 } } })).to.deep.equal({
      a: [{ b: [{ c: 2 }] }],
    });
    expect(
      updated(
        { a: [{ r: [{ q: 1, s: 5 }] }, { r: [{ q: 2, s: 1 }] }] },
        { $pull: { a: { r: { $elemMatch: { q: 1, s: { $gt: 3 } } } } } },
      ),
    ).to.deep.equal({ a: [{ r: [{ q: 2, s: 1 }] }] });
    expect(updated({ a: [{ b: 1, c: { d: 1, e: 2 } }] }, { $pull: { a: { c: { d: 1 } } } })).to.deep.equal({
      a: [{ b: 1, c: { d: 1, e: 2 } }],
    });
    expect(updated({ a: [1, null] }, { $pull: { a: null } })).to.deep.equal({ a: [1] });
    expect(code(() => updated({ a: [1] }, { $pull: { a: { $foo: 1 } } }))).to.equal(2);
    expect(code(() => updated({ a: [{ b: 1 }] }, { $pull: { a: { $expr: true } } }))).to.equal(224);
    expect(updated({ a: [1, 2, 1] }, { $pullAll: { a: [1, 9] } })).to.deep.equal({ a: [2] });
    expect(code(() => updated({ a: [1] }, { $pullAll: { a: 1 } }))).to.equal(2);
    expect(code(() => updated({ a: 5 }, { $pullAll: { a: [1] } }))).to.equal(2);
  });

  it('write where the filter matched', () => {
    expect(updated({ a: [1, 2] }, { $set: { 'a.$': 9 } }, { filter: { a: 2 } })).to.deep.equal({ a: [1, 9] });
    expect(refusal(() => updated({ a: [1, 2] }, { $set: { 'a.$': 9 } }, {}))).to.match(
      /^The positional operator did not find the match needed from the query\.$/,
    );
    expect(
      updated(
        {
          a: [
            { b: 1, c: 1 },
            { b: 1, c: 2 },
          ],
        },
        { $set: { 'a.$.d': 1 } },
        { filter: { a: { $elemMatch: { b: 1, c: 2 } } } },
      ),
    ).to.deep.equal({
      a: [
        { b: 1, c: 1 },
        { b: 1, c: 2, d: 1 },
      ],
    });
    expect(
      updated(
        { s: 1, a: [{ b: 1 }, { b: 2 }] },
        { $inc: { 'a.$.b': 10 } },
        { filter: { $and: [{ s: 1 }, { 'a.b': 2 }] } },
      ),
    ).to.deep.equal({ s: 1, a: [{ b: 1 }, { b: 12 }] });
    expect(updated({ a: [1, 2, 3] }, { $set: { 'a.$': 0 } }, { filter: { $or: [{ a: 9 }, { a: 2 }] } })).to.deep.equal({
      a: [1, 0, 3],
    });
    expect(code(() => updated({ a: [1, 2] }, { $set: { 'a.$': 9 } }, { filter: { a: { $ne: 7 } } }))).to.equal(2);
    expect(updated({ a: [1, 2] }, { $unset: { 'a.$': 1 } }, { filter: { a: { $in: [1] } } })).to.deep.equal({
      a: [null, 2],
    });
    expect(code(() => updated({ a: [1] }, { $set: { 'a.$.$': 1 } }))).to.equal(2);
    expect(code(() => updated({ a: [1] }, { $set: { $: 1 } }))).to.equal(2);
    expect(code(() => updated({ a: [1] }, { $set: { '$[]': 1 } }))).to.equal(2);
    expect(
      updated({ a: [{ g: [1, 2] }, { g: [3] }] }, { $push: { 'a.$.g': 7 } }, { filter: { 'a.g': 3 } }),
    ).to.deep.equal({ a: [{ g: [1, 2] }, { g: [3, 7] }] });
    expect(updated({ a: { b: [5, 6] } }, { $set: { 'a.b.$': 1 } }, { filter: { 'a.b': { $gte: 6 } } })).to.deep.equal({
      a: { b: [5, 1] },
    });
    expect(code(() => updated({ a: [1, 2] }, { $rename: { 'a.$': 'b' } }, { filter: { a: 1 } }))).to.equal(2);
  });

  it('write where array filters admit, all found before anything is changed', () => {
    expect(updated({ a: [1, 2, 3] }, { $inc: { 'a.$[]': 1 } })).to.deep.equal({ a: [2, 3, 4] });
    expect(updated({ a: [1, 2, 3] }, { $set: { 'a.$[x]': 0 } }, { arrayFilters: [{ x: { $gte: 2 } }] })).to.deep.equal({
      a: [1, 0, 0],
    });
    expect(
      updated(
        { a: [{ b: [1, 5] }, { b: [7] }] },
        { $set: { 'a.$[].b.$[y]': 0 } },
        { arrayFilters: [{ y: { $gt: 4 } }] },
      ),
    ).to.deep.equal({ a: [{ b: [1, 0] }, { b: [0] }] });
    expect(
      updated(
        { a: [{ s: 'open', v: 1 }] },
        { $set: { 'a.$[x].s': 'closed' }, $inc: { 'a.$[x].v': 1 } },
        { arrayFilters: [{ 'x.s': 'open' }] },
      ),
    ).to.deep.equal({ a: [{ s: 'closed', v: 2 }] });
    expect(
      updated(
        {
          a: [
            { k: 1, b: [{ v: 1 }] },
            { k: 2, b: [{ v: 1 }, { v: 2 }] },
          ],
        },
        { $set: { 'a.$[i].b.$[j].v': 0 } },
        { arrayFilters: [{ 'i.k': 2 }, { 'j.v': 2 }] },
      ),
    ).to.deep.equal({
      a: [
        { k: 1, b: [{ v: 1 }] },
        { k: 2, b: [{ v: 1 }, { v: 0 }] },
      ],
    });
    expect(refusal(() => updated({ a: [1] }, { $set: { 'a.$[x]': 0 } }))).to.match(
      /^No array filter found for identifier 'x' in path 'a\.\$\[x\]'$/,
    );
    expect(refusal(() => updated({ a: [1] }, { $set: { b: 0 } }, { arrayFilters: [{ x: 1 }] }))).to.match(
      /^The array filter for identifier 'x' was not used in the update \{ \$set: \{ b: 0 \} \}$/,
    );
    expect(
      refusal(() => updated({ a: [1] }, { $set: { 'a.$[x]': 0 } }, { arrayFilters: [{ x: 1 }, { x: 2 }] })),
    ).to.match(/^Found multiple array filters with the same top-level field name x$/);
    expect(code(() => updated({ a: [1] }, { $set: { 'a.$[X]': 0 } }, { arrayFilters: [{ X: 1 }] }))).to.equal(2);
    expect(refusal(() => updated({ a: [1] }, { $set: { 'a.$[x]': 0 } }, { arrayFilters: [{ x: 1, y: 2 }] }))).to.match(
      /Expected a single top-level field name, found 'x' and 'y'$/,
    );
    expect(code(() => updated({ a: [1] }, { $set: { 'a.$[x]': 0 } }, { arrayFilters: [{}] }))).to.equal(9);
    expect(code(() => updated({ a: [1] }, { $set: { 'a.$[x]': 0 } }, { arrayFilters: [{ $expr: true }] }))).to.equal(
      224,
    );
    expect(
      updated(
        { a: [{ b: 1, c: 2 }] },
        { $set: { 'a.$[x].d': 0 } },
        { arrayFilters: [{ $and: [{ 'x.b': 1 }, { 'x.c': 2 }] }] },
      ),
    ).to.deep.equal({ a: [{ b: 1, c: 2, d: 0 }] });
    expect(refusal(() => updated({}, { $set: { 'a.$[]': 0 } }))).to.match(
      /^The path 'a' must exist in the document in order to apply array updates\.$/,
    );
    expect(refusal(() => updated({ a: 5 }, { $set: { 'a.$[]': 0 } }))).to.match(
      /^Cannot apply array updates to non-array element a: 5$/,
    );
    expect(code(() => updated({ a: 1 }, [{ $set: { b: 1 } }], { arrayFilters: [{ x: 1 }] }))).to.equal(9);
    expect(updated({ a: [] }, { $set: { 'a.$[]': 0 } })).to.deep.equal({ a: [] });
    expect(updated({ a: [[1, 2], [3]] }, { $set: { 'a.$[].$[]': 0 } })).to.deep.equal({ a: [[0, 0], [0]] });
    expect(updated({ a: [1, 2] }, { $unset: { 'a.$[x]': 1 } }, { arrayFilters: [{ x: 1 }] })).to.deep.equal({
      a: [null, 2],
    });
  });

  it('change as many places as an array has in a time that grows with their number, not with its square', () => {
    const doc = { _id: 1, a: Array.from({ length: 60_000 }, (_, i) => i) };
    const filtered = updated(doc, { $inc: { 'a.$[x]': 1 } }, { arrayFilters: [{ x: { $gte: 1 } }] });
    expect(filtered.a).to.deep.equal(doc.a.map((n) => (n ? n + 1 : 0)));
  }).timeout(4000);

  it('leave the document that was given as it was, also where many places of it change', () => {
    const doc = stored({ _id: 1, a: [{ n: 1 }, { n: 2 }], b: { c: [1, 2] } });
    const before = received(doc);
    const after = apply(doc, { $set: { 'a.$[].n': 5, 'a.$[].m': 6, 'b.c.0': 7, 'b.c.3': 8, 'b.d': 9 } });
    const both = { n: 5, m: 6 };
    expect(received(after)).to.deep.equal({ _id: 1, a: [both, both], b: { c: [7, 2, null, 8], d: 9 } });
    expect(received(doc)).to.deep.equal(before);
  });
});

describe('the operators of updates under a collation', () => {
  it('equate and order text as it says', () => {
    const collation = { locale: 'vi', strength: 1 };
    const under = (doc: object, update: object) => updated(doc, update, { collation });
    expect(under({ a: ['Dân'] }, { $addToSet: { a: { $each: ['dấn', 'ý', 'Y'] } } })).to.deep.equal({
      a: ['Dân', 'ý'],
    });
    expect(under({ a: ['Dân', 'x'] }, { $pull: { a: 'dấn' } })).to.deep.equal({ a: ['x'] });
    expect(under({ a: ['Dân', 'x'] }, { $pullAll: { a: ['dấn'] } })).to.deep.equal({ a: ['x'] });
    expect(under({ a: 'b' }, { $max: { a: 'C' } })).to.deep.equal({ a: 'C' });
    expect(under({ a: 'b' }, { $min: { a: 'A' } })).to.deep.equal({ a: 'A' });
    expect(under({ a: ['b'] }, { $push: { a: { $each: ['A', 'c'], $sort: 1 } } })).to.deep.equal({
      a: ['A', 'b', 'c'],
    });
  });
});
