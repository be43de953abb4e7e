import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalKey } from '../../../src/embedded-mongo/semantics/canonical-key.ts';
import { compareBy, compareValues, sorted } from '../../../src/embedded-mongo/semantics/compare.ts';
import { isDocument } from '../../../src/embedded-mongo/semantics/document.ts';
import { anyDoc, anyValue, stored } from './values.ts';

describe('the comparison order of BSON', () => {
  it('puts types in the order that MongoDB documents', () => {
    const inOrder = [
      new MinKey(),
      undefined,
      null,
      new Int32(7),
      'text',
      { a: 1 },
      [1],
      new Binary(Buffer.from('x')),
      new ObjectId(),
      false,
      new Date(0),
      new Timestamp({ t: 1, i: 1 }),
      new BSONRegExp('a'),
      new MaxKey(),
    ];
    expect(
      [...inOrder]
        .reverse()
        .sort(compareValues)
        .filter((value) => value !== undefined),
    ).to.deep.equal(inOrder.filter((value) => value !== undefined));
  });

  it('compares numbers of all types by exact value', () => {
    const long = Long.fromBigInt(2n ** 53n + 1n);
    expect(compareValues(new Int32(1), new Double(1))).to.equal(0);
    expect(compareValues(Long.fromNumber(1), Decimal128.fromString('1.0'))).to.equal(0);
    expect(compareValues(long, new Double(2 ** 53))).to.equal(1);
    expect(compareValues(Decimal128.fromString('0.1'), new Double(0.1))).to.equal(-1);
    expect(compareValues(Decimal128.fromString('1E+6000'), new Double(Number.MAX_VALUE))).to.equal(1);
    expect(compareValues(new Double(Number.NaN), new Double(Number.NEGATIVE_INFINITY))).to.equal(-1);
    expect(compareValues(new Double(-0), new Int32(0))).to.equal(0);
  });

  it('compares text by code point and not by surrogate', () => {
    expect(compareValues('\u{1F600}', '\uE000')).to.equal(1);
    expect(compareValues('\uE000', '\u{1F600}')).to.equal(-1);
    expect(compareValues('Ý', 'Z')).to.equal(1);
    expect(compareValues('a', 'ab')).to.equal(-1);
  });

  it('compares documents by type, name and value of their fields in order', () => {
    expect(compareValues({ a: 1, b: 2 }, { b: 2, a: 1 })).to.equal(-1);
    expect(compareValues({ b: 1 }, { a: 'x' })).to.equal(-1);
    expect(compareValues({ a: 1 }, { a: 1, b: 1 })).to.equal(-1);
  });

  it('compares binary values by length first', () => {
    expect(compareValues(new Binary(Buffer.from('z')), new Binary(Buffer.from('aa')))).to.equal(-1);
  });

  it('is a total order', () => {
    fc.assert(
      fc.property(anyValue, anyValue, anyValue, (a, b, c) => {
        const ab = Math.sign(compareValues(a, b));
        expect(Math.sign(compareValues(b, a)) + ab).to.equal(0);
        expect(compareValues(a, a)).to.equal(0);
        if (ab <= 0 && compareValues(b, c) <= 0) expect(compareValues(a, c)).to.be.at.most(0);
      }),
      { numRuns: 3000 },
    );
  });

  it('gives one canonical key to equal values and different ones to others', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (a, b) => {
        const same = new Set([canonicalKey(a), canonicalKey(b)]).size === 1;
        expect(same).to.equal(compareValues(a, b) === 0);
      }),
      { numRuns: 3000 },
    );
    expect(canonicalKey('\0t0')).to.not.equal(canonicalKey(new Date(0)));
    expect(canonicalKey(Decimal128.fromString('1.50'))).to.equal(canonicalKey(new Double(1.5)));
    expect(canonicalKey(Decimal128.fromString('0.1'))).to.not.equal(canonicalKey(new Double(0.1)));
  });
});

describe('sorting documents', () => {
  const order = (docs: object[], sort: Record<string, 1 | -1>) =>
    sorted(docs.map(stored), sort).map((doc) => Number(doc._id));

  it('takes a missing field as null', () => {
    expect(order([{ _id: 1, a: 0 }, { _id: 2 }, { _id: 3, a: null }], { a: 1 })).to.deep.equal([2, 3, 1]);
  });

  it('takes the least element of an array ascending and the greatest descending', () => {
    const docs = [
      { _id: 1, a: [5, 1] },
      { _id: 2, a: 3 },
      { _id: 3, a: [] },
    ];
    expect(order(docs, { a: 1 })).to.deep.equal([3, 1, 2]);
    expect(order(docs, { a: -1 })).to.deep.equal([1, 2, 3]);
  });

  it('puts an empty array before null', () => {
    expect(
      order(
        [
          { _id: 1, a: null },
          { _id: 2, a: [] },
          { _id: 3, a: [null] },
        ],
        { a: 1 },
      ),
    ).to.deep.equal([2, 1, 3]);
  });

  it('follows paths into arrays of documents', () => {
    const docs = [
      { _id: 1, a: [{ b: 9 }, { b: 2 }] },
      { _id: 2, a: { b: 3 } },
      { _id: 3, a: 4 },
    ];
    expect(order(docs, { 'a.b': 1 })).to.deep.equal([3, 1, 2]);
    expect(order(docs, { 'a.b': -1 })).to.deep.equal([1, 2, 3]);
  });

  // Two arrays beside each other give no rows to sort by.
  const sortable = anyDoc.filter(
    ({ a, b }) => !Array.isArray(a) || (isDocument(b) ? !Array.isArray(b.c) : !Array.isArray(b)),
  );

  it('keeps equal documents in their order and agrees with the comparison of pairs', () => {
    fc.assert(
      fc.property(fc.array(sortable, { maxLength: 12 }), fc.constantFrom<1 | -1>(1, -1), (docs, direction) => {
        const sort = { a: direction, 'b.c': 1 as const };
        const expected = docs.map((doc, i) => ({ doc, i }));
        const compare = compareBy(sort);
        expected.sort((x, y) => compare(x.doc, y.doc) || x.i - y.i);
        expect(sorted(docs, sort)).to.deep.equal(expected.map(({ doc }) => doc));
      }),
    );
  });
});
