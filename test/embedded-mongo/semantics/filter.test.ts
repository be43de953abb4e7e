import { Binary, Decimal128, Double, Int32, Long, MaxKey } from 'bson';
import { expect } from 'chai';
import fc from 'fast-check';
import { compareValues } from '../../../src/embedded-mongo/semantics/compare.ts';
import { type Doc, isDocument } from '../../../src/embedded-mongo/semantics/document.ts';
import { matcher } from '../../../src/embedded-mongo/semantics/filter.ts';
import { anyDoc, anyValue, faultCode, stored } from './values.ts';

const matches = (doc: object, filter: object): boolean => matcher(stored(filter))(stored(doc));

describe('a filter on one field', () => {
  it('equals a value across number types but not across others', () => {
    expect(matches({ a: new Int32(1) }, { a: new Double(1) })).to.equal(true);
    expect(matches({ a: Long.fromNumber(1) }, { a: new Decimal128('1.0') })).to.equal(true);
    expect(matches({ a: '1' }, { a: 1 })).to.equal(false);
    expect(matches({ a: true }, { a: 1 })).to.equal(false);
    expect(matches({ a: Long.fromBigInt(2n ** 53n + 1n) }, { a: new Double(2 ** 53) })).to.equal(false);
  });

  it('equals an embedded document only with its fields in order', () => {
    expect(matches({ a: { x: 1, y: 2 } }, { a: { x: 1, y: 2 } })).to.equal(true);
    expect(matches({ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } })).to.equal(false);
  });

  it('lets null equal a missing field, but not an empty array', () => {
    expect(matches({}, { a: null })).to.equal(true);
    expect(matches({ a: [] }, { a: null })).to.equal(false);
    expect(matches({ a: [null] }, { a: null })).to.equal(true);
    expect(matches({ a: 5 }, { 'a.b': null })).to.equal(true);
    expect(matches({ a: [{ b: 1 }, {}] }, { 'a.b': null })).to.equal(true);
    expect(matches({ a: [1, 2] }, { 'a.b': null })).to.equal(false);
    expect(matches({}, { a: { $gte: null } })).to.equal(true);
    expect(matches({}, { a: { $gt: null } })).to.equal(false);
  });

  it('finds a value in an array, and an array itself', () => {
    expect(matches({ a: [1, 2] }, { a: 2 })).to.equal(true);
    expect(matches({ a: [1, 2] }, { a: [1, 2] })).to.equal(true);
    expect(matches({ a: [[1, 2]] }, { a: [1, 2] })).to.equal(true);
    expect(matches({ a: [1, 2] }, { a: [2, 1] })).to.equal(false);
  });

  it('enters arrays of documents and their places on the way of a path', () => {
    const doc = { a: [{ b: 1 }, { b: [5, 6] }], c: [[{ d: 1 }]] };
    expect(matches(doc, { 'a.b': 6 })).to.equal(true);
    expect(matches(doc, { 'a.0.b': 1 })).to.equal(true);
    expect(matches(doc, { 'a.1.b': 1 })).to.equal(false);
    expect(matches(doc, { 'a.1.b.1': 6 })).to.equal(true);
    expect(matches(doc, { 'c.d': 1 })).to.equal(false);
    expect(matches(doc, { 'c.0.d': 1 })).to.equal(true);
    expect(matches({ a: { 0: 'zero' } }, { 'a.0': 'zero' })).to.equal(true);
  });

  it('compares ranges within one type', () => {
    expect(matches({ a: 5 }, { a: { $gt: 4, $lt: 6 } })).to.equal(true);
    expect(matches({ a: '5' }, { a: { $gt: 4 } })).to.equal(false);
    expect(matches({ a: null }, { a: { $lt: 4 } })).to.equal(false);
    expect(matches({ a: 'x' }, { a: { $lt: new MaxKey() } })).to.equal(true);
    expect(matches({ a: [1, 9] }, { a: { $gt: 5, $lt: 3 } })).to.equal(true);
    expect(matches({ a: Number.NaN }, { a: { $lt: 5 } })).to.equal(false);
    expect(matches({ a: Number.NaN }, { a: { $lte: Number.NaN } })).to.equal(true);
  });

  it('says with $ne, $nin and $not that no value passes', () => {
    expect(matches({ a: [1, 2] }, { a: { $ne: 2 } })).to.equal(false);
    expect(matches({}, { a: { $ne: 2 } })).to.equal(true);
    expect(matches({}, { a: { $nin: [null] } })).to.equal(false);
    expect(matches({}, { a: { $not: { $gt: 5 } } })).to.equal(true);
    expect(matches({ a: 'abc' }, { a: { $not: /b/ } })).to.equal(false);
  });

  it('matches regular expressions in text, in lists and in arrays', () => {
    expect(matches({ a: 'Ý Dân' }, { a: /^ý/i })).to.equal(true);
    expect(matches({ a: ['x', 'yes'] }, { a: { $in: [/^y/] } })).to.equal(true);
    expect(matches({ a: 'one\ntwo' }, { a: { $regex: '^two$', $options: 'm' } })).to.equal(true);
    expect(matches({ a: 'abc' }, { a: { $regex: 'A b', $options: 'ix' } })).to.equal(true);
    expect(matches({ a: 'ABC' }, { a: { $regex: '(?i)abc' } })).to.equal(true);
    expect(matches({ a: 5 }, { a: /5/ })).to.equal(false);
  });

  it('asks for existence, types, sizes, remainders and bits', () => {
    expect(matches({ a: null }, { a: { $exists: true } })).to.equal(true);
    expect(matches({ a: [1] }, { 'a.b': { $exists: false } })).to.equal(true);
    expect(matches({ a: [1, 'x'] }, { a: { $type: 'string' } })).to.equal(true);
    expect(matches({ a: [1] }, { a: { $type: 'array' } })).to.equal(true);
    expect(matches({ a: 1.5 }, { a: { $type: ['number'] } })).to.equal(true);
    expect(matches({ a: 1 }, { a: { $type: 16 } })).to.equal(true);
    expect(matches({}, { a: { $type: 'null' } })).to.equal(false);
    expect(matches({ a: [1, 2] }, { a: { $size: 2 } })).to.equal(true);
    expect(matches({ a: [[1, 2]] }, { a: { $size: 2 } })).to.equal(false);
    expect(matches({ a: 7.9 }, { a: { $mod: [4, 3] } })).to.equal(true);
    expect(matches({ a: -7 }, { a: { $mod: [4, -3] } })).to.equal(true);
    expect(matches({ a: 54 }, { a: { $bitsAllSet: [1, 5] } })).to.equal(true);
    expect(matches({ a: 54 }, { a: { $bitsAnyClear: 2 } })).to.equal(false);
    expect(matches({ a: -1 }, { a: { $bitsAllSet: [200] } })).to.equal(true);
    expect(matches({ a: new Binary(Buffer.from([0, 1])) }, { a: { $bitsAllSet: [8] } })).to.equal(true);
  });

  it('wants one element to meet all of $elemMatch', () => {
    expect(matches({ a: [1, 9] }, { a: { $elemMatch: { $gt: 5, $lt: 3 } } })).to.equal(false);
    expect(matches({ a: [{ b: 1, c: 2 }] }, { a: { $elemMatch: { b: 1, c: 2 } } })).to.equal(true);
    expect(matches({ a: [{ b: 1 }, { c: 2 }] }, { a: { $elemMatch: { b: 1, c: 2 } } })).to.equal(false);
    expect(matches({ a: { b: 1 } }, { a: { $elemMatch: { b: 1 } } })).to.equal(false);
    expect(matches({ a: [{ b: 3 }] }, { a: { $elemMatch: { $or: [{ b: 1 }, { b: 3 }] } } })).to.equal(true);
    expect(matches({ a: [[1, 2]] }, { a: { $elemMatch: { $elemMatch: { $gt: 1 } } } })).to.equal(true);
    expect(matches({ a: [[7]] }, { a: { $elemMatch: { 0: 7 } } })).to.equal(true);
  });

  it('does not enter an array that is itself an element for $elemMatch', () => {
    expect(matches({ a: [[1, 5]] }, { a: { $elemMatch: { $gt: 3 } } })).to.equal(false);
    expect(matches({ a: [[1, 5]] }, { a: { $elemMatch: { $size: 2 } } })).to.equal(true);
  });

  it('wants every value of $all', () => {
    expect(matches({ a: [1, 2, 3] }, { a: { $all: [1, 3] } })).to.equal(true);
    expect(matches({ a: 1 }, { a: { $all: [1] } })).to.equal(true);
    expect(matches({ a: [1] }, { a: { $all: [] } })).to.equal(false);
    expect(
      matches({ a: [{ b: 1 }, { b: 5 }] }, { a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { b: 5 } }] } }),
    ).to.equal(true);
  });

  it('does not take what every object inherits for a field', () => {
    expect(matches({ a: {} }, { constructor: { $exists: true } })).to.equal(false);
    expect(matches({ a: {} }, { 'a.toString': null })).to.equal(true);
    expect(matches({}, JSON.parse('{"__proto__": {"$exists": true}}'))).to.equal(false);
    expect(matches(JSON.parse('{"__proto__": 5}'), JSON.parse('{"__proto__": 5}'))).to.equal(true);
    expect(matches({ a: [1] }, { 'a.length': 1 })).to.equal(false);
  });
});

describe('a filter as a whole', () => {
  it('joins conditions', () => {
    expect(matches({ a: 1, b: 2 }, { $and: [{ a: 1 }, { b: 2 }] })).to.equal(true);
    expect(matches({ a: 1 }, { $or: [{ a: 2 }, { a: 1 }] })).to.equal(true);
    expect(matches({ a: 1 }, { $nor: [{ a: 2 }, { a: 1 }] })).to.equal(false);
    expect(matches({ a: 1 }, {})).to.equal(true);
  });

  it('equates and orders text as a collation says', () => {
    const collation = { locale: 'vi', strength: 1 };
    const admits = (filter: object, doc: object) => matcher(stored(filter), { collation })(stored(doc));
    expect(admits({ a: 'y dân' }, { a: 'Ý Dấn' })).to.equal(true);
    expect(admits({ a: { $in: ['x', 'y dân'] } }, { a: ['Ý Dấn'] })).to.equal(true);
    expect(admits({ a: { $gt: 'â' } }, { a: 'Â' })).to.equal(false);
    for (const locale of ['no such locale', 'zz', 'qq_VN'])
      expect(faultCode(() => matcher({}, { collation: { locale } }))).to.equal(2);
  });

  it('evaluates $expr with the constants of let', () => {
    const filter = stored({ $expr: { $gt: ['$a', '$$least'] } });
    const admits = matcher(filter, { let: stored({ least: 3 }) });
    expect(admits(stored({ a: 5 }))).to.equal(true);
    expect(admits(stored({ a: 2 }))).to.equal(false);
  });

  it("refuses with MongoDB's codes what it does not know", () => {
    expect(faultCode(() => matches({}, { a: { $foo: 1 } }))).to.equal(2);
    expect(faultCode(() => matches({}, { a: { $gt: 1, b: 2 } }))).to.equal(2);
    expect(faultCode(() => matches({}, { $foo: 1 }))).to.equal(2);
    expect(faultCode(() => matches({}, { $where: 'true' }))).to.equal(2);
    expect(faultCode(() => matches({}, { $text: { $search: 'x' } }))).to.equal(27);
    expect(faultCode(() => matches({}, { a: { $near: [0, 0] } }))).to.equal(291);
    expect(faultCode(() => matches({}, { $and: [] }))).to.equal(2);
    expect(faultCode(() => matches({}, { a: { $in: 5 } }))).to.equal(2);
    expect(faultCode(() => matches({}, { a: { $in: [{ $gt: 1 }] } }))).to.equal(2);
    expect(faultCode(() => matches({}, { a: { $not: {} } }))).to.equal(2);
    expect(faultCode(() => matches({}, { a: { $size: -1 } }))).to.equal(2);
    expect(faultCode(() => matches({}, { a: { $mod: [0, 1] } }))).to.equal(2);
    expect(faultCode(() => matches({}, { a: { $regex: '(' } }))).to.equal(51091);
    expect(faultCode(() => matches({}, { $expr: { $foo: 1 } }))).to.equal(168);
    expect(faultCode(() => matches({}, { $expr: '$$nobody' }))).to.equal(17276);
  });
});

describe('laws of filters', () => {
  const paths = fc.constantFrom('a', 'b', 'a.b', 'a.0', 'a.b.c', 'a.1.b');

  it('$in is $or of $eq', () => {
    fc.assert(
      fc.property(anyDoc, paths, fc.array(anyValue, { minLength: 1, maxLength: 3 }), (doc, path, values) => {
        const either = matcher({ $or: values.map((value) => ({ [path]: { $eq: value } })) });
        expect(matcher({ [path]: { $in: values } })(doc)).to.equal(either(doc));
      }),
      { numRuns: 2000 },
    );
  });

  it('negations are the opposite of what they negate', () => {
    fc.assert(
      fc.property(anyDoc, paths, anyValue, (doc, path, value) => {
        const equal = matcher({ [path]: { $eq: value } })(doc);
        expect(matcher({ [path]: { $ne: value } })(doc)).to.equal(!equal);
        expect(matcher({ [path]: { $not: { $eq: value } } })(doc)).to.equal(!equal);
        expect(matcher({ $nor: [{ [path]: { $eq: value } }] })(doc)).to.equal(!equal);
      }),
      { numRuns: 2000 },
    );
  });

  it('comparisons agree with a naive reading of all values at a path', () => {
    const operators = fc.constantFrom('$eq', '$gt', '$gte', '$lt', '$lte');
    fc.assert(
      fc.property(anyDoc, paths, operators, anyValue, (doc, path, operator, value) => {
        const expected = naiveValues(doc, path.split('.')).some((found) => naiveHolds(operator, found, value));
        expect(matcher({ [path]: { [operator]: value } })(doc)).to.equal(expected);
      }),
      { numRuns: 4000 },
    );
  });
});

/** Every value that MongoDB tries for a path; undefined for one that is missing. */
function naiveValues(value: unknown, path: string[]): unknown[] {
  const [name, ...rest] = path;
  if (name === undefined) return Array.isArray(value) ? [...value, value] : [value];
  if (isDocument(value)) return name in value ? naiveStep(value[name], rest) : [undefined];
  return [undefined];
}

function naiveStep(value: unknown, rest: string[]): unknown[] {
  if (rest.length === 0 || !Array.isArray(value)) return naiveValues(value, rest);
  return value.flatMap((element, i) => [
    ...(isDocument(element) ? naiveValues(element, rest) : []),
    ...(String(i) === rest[0] ? naivePlace(element, rest.slice(1)) : []),
  ]);
}

function naivePlace(element: unknown, rest: string[]): unknown[] {
  if (rest.length === 0) return naiveValues(element, []);
  if (Array.isArray(element)) return naiveStep(element, rest);
  return isDocument(element) ? naiveValues(element, rest) : [];
}

function naiveHolds(operator: string, found: unknown, value: unknown): boolean {
  const missing = found === undefined || found === null;
  if (value === null) return missing && ['$eq', '$gte', '$lte'].includes(operator);
  if (missing || bracket(found) !== bracket(value)) return false;
  const isNaN = bracket(found) === 'number' && Number.isNaN(Number(String(found)));
  const wantsNaN = bracket(value) === 'number' && Number.isNaN(Number(String(value)));
  if (isNaN !== wantsNaN) return false;
  const order = compareValues(found, value);
  const holds: Doc = { $eq: order === 0, $gt: order > 0, $gte: order >= 0, $lt: order < 0, $lte: order <= 0 };
  return holds[operator] === true;
}

function bracket(value: unknown): string {
  const isNumber = [Int32, Double, Long, Decimal128].some((type) => value instanceof type);
  if (isNumber) return 'number';
  return Array.isArray(value) ? 'array' : isDocument(value) ? 'document' : (value as object).constructor.name;
}
