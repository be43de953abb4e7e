import { Decimal128, Double, Int32, Long } from 'bson';
import { expect } from 'chai';
import fc from 'fast-check';
import type { Doc } from '../../../src/embedded-mongo/semantics/document.ts';
import { identical } from '../../../src/embedded-mongo/semantics/identical.ts';
import { replacementOrUpdate, updater } from '../../../src/embedded-mongo/semantics/update.ts';
import { NOW } from './evaluate.ts';
import { apply, updated } from './updates.ts';
import { anyDoc, anyValue, faultCode, received, stored, typed } from './values.ts';

const code = (doc: object, update: object, options?: Parameters<typeof updated>[2]) =>
  faultCode(() => updated(doc, update, options));

describe('the kind of an update', () => {
  it('shows in its shape', () => {
    expect(replacementOrUpdate({ a: 1 })).to.equal('replace');
    expect(replacementOrUpdate({})).to.equal('replace');
    expect(replacementOrUpdate({ $set: { a: 1 } })).to.equal('operators');
    expect(replacementOrUpdate([{ $set: { a: 1 } }])).to.equal('pipeline');
  });
});

describe('updating fields', () => {
  it('sets fields in place and appends new ones in the order of their names', () => {
    const result = updated({ _id: 1, b: 1, a: 2 }, { $set: { z: 1, b: 5, c: { d: 1 }, 'e.f.g': 2 }, $inc: { k: 1 } });
    expect(Object.keys(result)).to.deep.equal(['_id', 'b', 'a', 'c', 'e', 'k', 'z']);
    expect(result).to.deep.equal({ _id: 1, b: 5, a: 2, c: { d: 1 }, e: { f: { g: 2 } }, k: 1, z: 1 });
  });

  it('removes and renames fields', () => {
    expect(updated({ _id: 1, a: 1, b: { c: 2 } }, { $unset: { a: '', 'b.c': '', x: '' } })).to.deep.equal({
      _id: 1,
      b: {},
    });
    expect(updated({ _id: 1, a: 1, b: 9 }, { $rename: { a: 'b' } })).to.deep.equal({ _id: 1, b: 1 });
    expect(updated({ _id: 1, a: null }, { $rename: { a: 'c.d' } })).to.deep.equal({ _id: 1, c: { d: null } });
    expect(updated({ _id: 1, b: 9 }, { $rename: { a: 'b' } })).to.deep.equal({ _id: 1, b: 9 });
  });

  it('keeps the types of numbers', () => {
    const inc = (value: unknown, by: unknown) => typed({ v: apply(stored({ v: value }), { $inc: { v: by } }).v });
    expect(inc(new Int32(1), new Int32(2))).to.deep.equal({ v: { $numberInt: '3' } });
    expect(inc(new Int32(2147483647), new Int32(1))).to.deep.equal({ v: { $numberLong: '2147483648' } });
    expect(inc(Long.fromNumber(1), new Int32(1))).to.deep.equal({ v: { $numberLong: '2' } });
    expect(inc(Long.fromBigInt(2n ** 60n), new Int32(1))).to.deep.equal({ v: { $numberLong: String(2n ** 60n + 1n) } });
    expect(inc(Long.fromBigInt(2n ** 53n - 1n), new Int32(2))).to.deep.equal({
      v: { $numberLong: String(2n ** 53n + 1n) },
    });
    expect(inc(new Double(1), new Int32(1))).to.deep.equal({ v: { $numberDouble: '2.0' } });
    expect(inc(new Int32(1), new Decimal128('0.10'))).to.deep.equal({ v: { $numberDecimal: '1.10' } });
    expect(code({ v: Long.MAX_VALUE }, { $inc: { v: 1 } })).to.equal(2);
  });

  it('multiplies, and starts from zero', () => {
    expect(updated({ _id: 1, a: 3 }, { $mul: { a: 2, b: 5 } })).to.deep.equal({ _id: 1, a: 6, b: 0 });
    expect(typed(apply({}, { $mul: { b: new Double(5) } }))).to.deep.equal({ b: { $numberDouble: '0.0' } });
  });

  it('takes the lesser and the greater in the order of BSON', () => {
    expect(updated({ a: 3, b: 3 }, { $min: { a: 2, c: 1 }, $max: { b: 'text' } })).to.deep.equal({
      a: 2,
      b: 'text',
      c: 1,
    });
    expect(updated({ a: 3, b: 3 }, { $min: { a: 5 }, $max: { b: null } })).to.deep.equal({ a: 3, b: 3 });
  });

  it('stamps the time and works on bits', () => {
    expect(updated({}, { $currentDate: { at: true, day: { $type: 'date' } } })).to.deep.equal({ at: NOW, day: NOW });
    expect(updated({ a: 13 }, { $bit: { a: { and: 10 } } })).to.deep.equal({ a: 8 });
    expect(updated({ a: 8 }, { $bit: { a: { or: 3, xor: 1 } } })).to.deep.equal({ a: 10 });
  });

  it('sets on insert only when it inserts', () => {
    const update = { $setOnInsert: { a: 1 }, $set: { b: 2 } };
    expect(updated({ _id: 1 }, update)).to.deep.equal({ _id: 1, b: 2 });
    expect(updated({ _id: 1 }, update, { isUpsertInsert: true })).to.deep.equal({ _id: 1, a: 1, b: 2 });
  });

  it('gives back the same document when nothing changes', () => {
    const doc = stored({ _id: 1, a: 1, b: [1, 2], c: { d: new Double(2) } });
    const idle = [
      { $set: { a: 1, 'c.d': new Double(2) } },
      { $unset: { x: 1 } },
      { $inc: { a: 0 } },
      { $max: { a: 0 } },
      { $addToSet: { b: 2 } },
      { $pull: { b: 9 } },
      { $rename: { x: 'y' } },
      { $setOnInsert: { a: 9 } },
      { $push: { b: { $each: [] } } },
      { $set: {} },
      [{ $set: { a: 1 } }],
      { a: 1, b: [1, 2], c: { d: new Double(2) } },
    ];
    for (const update of idle) expect(apply(doc, update)).to.equal(doc);
    expect(apply(doc, { $set: { a: new Double(1) } })).to.not.equal(doc);
  });

  it('never changes the document that it was given', () => {
    const doc = { _id: 1, a: { b: [1, { c: 2 }] } };
    const before = stored(doc);
    apply(before, { $set: { 'a.b.1.c': 5 }, $inc: { n: 1 } });
    expect(received(before)).to.deep.equal(doc);
  });

  it("refuses with MongoDB's codes what cannot be", () => {
    expect(code({ a: 'x' }, { $inc: { a: 1 } })).to.equal(14);
    expect(code({ a: null }, { $inc: { a: 1 } })).to.equal(14);
    expect(code({}, { $inc: { a: 'x' } })).to.equal(14);
    expect(code({ a: 5 }, { $set: { 'a.b': 1 } })).to.equal(28);
    expect(code({ a: [] }, { $set: { 'a.b': 1 } })).to.equal(28);
    expect(code({}, { $set: { a: 1 }, $inc: { a: 1 } })).to.equal(40);
    expect(code({}, { $set: { a: 1, 'a.b': 1 } })).to.equal(40);
    expect(code({}, { $rename: { a: 'b' }, $set: { b: 1 } })).to.equal(40);
    expect(code({ _id: 1 }, { $set: { _id: 2 } })).to.equal(66);
    expect(code({ _id: 1 }, { $unset: { _id: 1 } })).to.equal(66);
    expect(code({ _id: 1 }, { _id: 2, a: 1 })).to.equal(66);
    expect(code({ _id: { a: 1 } }, { $set: { '_id.a': 2 } })).to.equal(66);
    expect(code({}, { $foo: { a: 1 } })).to.equal(9);
    expect(code({}, { $set: 5 })).to.equal(9);
    expect(code({}, { $set: { 'a..b': 1 } })).to.equal(56);
    expect(code({}, { $set: { $a: 1 } })).to.equal(52);
    expect(code({ a: [1] }, { $rename: { 'a.0': 'b' } })).to.equal(2);
    expect(code({ a: [1], b: 1 }, { $rename: { b: 'a.0' } })).to.equal(2);
    expect(code({ a: 'x' }, { $bit: { a: { or: 1 } } })).to.equal(2);
    expect(code({ _id: 1 }, [{ $match: {} }])).to.equal(72);
  });

  it('allows an update to name an _id that stays the same', () => {
    expect(updated({ _id: 1, a: 1 }, { $set: { _id: 1, a: 2 } })).to.deep.equal({ _id: 1, a: 2 });
  });

  it('writes __proto__ as a field like any other', () => {
    const result = apply(stored({ _id: 1 }), JSON.parse('{"$set": {"__proto__.polluted": true}}'));
    expect(({} as Doc).polluted).to.equal(undefined);
    expect(Object.keys(result)).to.deep.equal(['_id', '__proto__']);
  });

  it('sets any value so that it can be read back unchanged', () => {
    fc.assert(
      fc.property(anyDoc, fc.constantFrom('a', 'n', 'x.y'), anyValue, (doc, path, value) => {
        const result = updater({ $set: { [path]: value } }, { filter: {}, now: NOW })(doc);
        const read = path === 'x.y' ? (result.x as Doc).y : result[path];
        expect(identical(read, value)).to.equal(true);
        for (const name of Object.keys(doc)) if (name !== path) expect(result[name]).to.equal(doc[name]);
      }),
    );
  });
});

describe('updating arrays', () => {
  it('pushes one or each, at a place, sorted and cut', () => {
    expect(updated({}, { $push: { a: 1 } })).to.deep.equal({ a: [1] });
    expect(updated({ a: [1] }, { $push: { a: [2, 3] } })).to.deep.equal({ a: [1, [2, 3]] });
    expect(updated({ a: [1, 4] }, { $push: { a: { $each: [2, 3], $position: 1 } } })).to.deep.equal({
      a: [1, 2, 3, 4],
    });
    expect(updated({ a: [1, 4] }, { $push: { a: { $each: [9], $position: -1 } } })).to.deep.equal({ a: [1, 9, 4] });
    expect(updated({ a: [5, 1] }, { $push: { a: { $each: [3], $sort: 1, $slice: -2 } } })).to.deep.equal({ a: [3, 5] });
    expect(
      updated({ a: [{ s: 1 }] }, { $push: { a: { $each: [{ s: 3 }, { s: 2 }], $sort: { s: -1 }, $slice: 2 } } }),
    ).to.deep.equal({
      a: [{ s: 3 }, { s: 2 }],
    });
    expect(code({ a: 'x' }, { $push: { a: 1 } })).to.equal(2);
    expect(code({}, { $push: { a: { $each: 5 } } })).to.equal(2);
    expect(code({}, { $push: { a: { $each: [], $foo: 1 } } })).to.equal(2);
  });

  it('adds to a set what is not there, by value', () => {
    expect(
      updated({ a: [1, { b: 1 }] }, { $addToSet: { a: { $each: [new Double(1), { b: 1 }, 2, 2] } } }),
    ).to.deep.equal({
      a: [1, { b: 1 }, 2],
    });
    expect(code({ a: 5 }, { $addToSet: { a: 1 } })).to.equal(2);
  });

  it('pops from either end', () => {
    expect(updated({ a: [1, 2, 3] }, { $pop: { a: 1 } })).to.deep.equal({ a: [1, 2] });
    expect(updated({ a: [1, 2, 3], b: [] }, { $pop: { a: -1, b: 1 } })).to.deep.equal({ a: [2, 3], b: [] });
    expect(code({ a: 5 }, { $pop: { a: 1 } })).to.equal(14);
    expect(code({ a: [] }, { $pop: { a: 2 } })).to.equal(9);
  });

  it('pulls by value, by condition and by the fields of documents', () => {
    expect(updated({ a: [1, 2, 1, 3] }, { $pull: { a: 1 } })).to.deep.equal({ a: [2, 3] });
    expect(updated({ a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } })).to.deep.equal({ a: [1] });
    expect(updated({ a: [{ b: 1, c: 2 }, { b: 2 }] }, { $pull: { a: { b: 1 } } })).to.deep.equal({ a: [{ b: 2 }] });
    expect(updated({ a: ['x', 'yz'] }, { $pull: { a: /^y/ } })).to.deep.equal({ a: ['x'] });
    expect(updated({ a: [{ b: [1, 9] }] }, { $pull: { a: { b: { $elemMatch: { $gt: 8 } } } } })).to.deep.equal({
      a: [],
    });
    expect(updated({ a: [{ b: 1, c: 2 }, { b: 1 }] }, { $pullAll: { a: [{ b: 1 }] } })).to.deep.equal({
      a: [{ b: 1, c: 2 }],
    });
    expect(code({ a: 5 }, { $pull: { a: 1 } })).to.equal(2);
    expect(code({ a: [] }, { $pullAll: { a: 1 } })).to.equal(2);
  });

  it('writes at places, filling up with null, and leaves null where it unsets', () => {
    expect(updated({ a: [1] }, { $set: { 'a.3': 4 } })).to.deep.equal({ a: [1, null, null, 4] });
    expect(updated({ a: [1, 2] }, { $unset: { 'a.0': 1 } })).to.deep.equal({ a: [null, 2] });
    expect(apply({ a: ['x', 'y'] }, { $unset: { 'a.0': 1 } }).a).to.deep.equal([null, 'y']);
    expect(updated({}, { $set: { 'a.0': 1 } })).to.deep.equal({ a: { 0: 1 } });
    expect(code({ a: [] }, { $set: { 'a.9999999': 1 } })).to.equal(63);
  });

  it('writes where the filter matched', () => {
    const doc = { a: [{ b: 1 }, { b: 2 }] };
    expect(updated(doc, { $set: { 'a.$.c': 5 } }, { filter: { 'a.b': 2 } })).to.deep.equal({
      a: [{ b: 1 }, { b: 2, c: 5 }],
    });
    const both = { $and: [{ a: { $elemMatch: { b: 2 } } }] };
    expect(updated(doc, { $inc: { 'a.$.b': 5 } }, { filter: both })).to.deep.equal({ a: [{ b: 1 }, { b: 7 }] });
    expect(updated({ a: [1, 2] }, { $set: { 'a.$': 9 } }, { filter: { a: { $gt: 1 } } })).to.deep.equal({ a: [1, 9] });
    expect(code(doc, { $set: { 'a.$.c': 5 } }, { filter: {} })).to.equal(2);
  });

  it('writes to all elements or to those that an array filter admits', () => {
    const doc = { a: [{ b: 1 }, { b: 2 }, { b: 3 }] };
    expect(updated(doc, { $inc: { 'a.$[].b': 1 } })).to.deep.equal({ a: [{ b: 2 }, { b: 3 }, { b: 4 }] });
    expect(updated(doc, { $set: { 'a.$[x].b': 0 } }, { arrayFilters: [{ 'x.b': { $gt: 1 } }] })).to.deep.equal({
      a: [{ b: 1 }, { b: 0 }, { b: 0 }],
    });
    const or = [{ $or: [{ 'x.b': 1 }, { 'x.b': 3 }] }];
    expect(updated(doc, { $unset: { 'a.$[x]': 1 } }, { arrayFilters: or })).to.deep.equal({
      a: [null, { b: 2 }, null],
    });
    expect(
      updated({ a: [[1, 5], [6]] }, { $mul: { 'a.$[].$[y]': 10 } }, { arrayFilters: [{ y: { $gte: 5 } }] }),
    ).to.deep.equal({
      a: [[1, 50], [60]],
    });
    expect(code(doc, { $set: { 'a.$[x].b': 0 } })).to.equal(2);
    expect(code(doc, { $set: { c: 0 } }, { arrayFilters: [{ x: 1 }] })).to.equal(9);
    expect(code({}, { $set: { 'a.$[].b': 0 } })).to.equal(2);
    expect(code({ a: 5 }, { $set: { 'a.$[].b': 0 } })).to.equal(2);
  });
});

describe('replacements and pipelines', () => {
  it('keep the _id', () => {
    expect(Object.entries(updated({ _id: 1, a: 1 }, { b: 2 }))).to.deep.equal([
      ['_id', 1],
      ['b', 2],
    ]);
    expect(updated({ _id: 1, a: 1 }, [{ $replaceWith: { b: '$a' } }])).to.deep.equal({ _id: 1, b: 1 });
    expect(updated({ _id: 1, a: 1 }, [{ $set: { b: { $add: ['$a', 1] } } }, { $unset: 'a' }])).to.deep.equal({
      _id: 1,
      b: 2,
    });
    expect(updated({ _id: 1, a: 1, b: 2 }, [{ $project: { a: 1 } }])).to.deep.equal({ _id: 1, a: 1 });
  });
});
