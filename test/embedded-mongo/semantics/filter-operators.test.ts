import { Binary, BSONSymbol, Code, Decimal128, Double, Int32, Long, MaxKey, MinKey, Timestamp } from 'bson';
import { expect } from 'chai';
import { matcher } from '../../../src/embedded-mongo/semantics/filter.ts';
import { faultCode as code, refusal, stored } from './values.ts';

const D = (text: string) => Decimal128.fromString(text);
const L = (value: bigint) => Long.fromBigInt(value);
const F = (value: number) => new Double(value);
const I = (value: number) => new Int32(value);

const matched = (doc: object, filter: object): boolean => matcher(stored(filter))(stored(doc));

describe('the operators of filters', () => {
  it('equal by value, null by absence and numbers exactly', () => {
    expect(matched({ a: { b: 1, c: 2 } }, { a: { b: 1, c: 2 } })).to.equal(true);
    expect(matched({ a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } })).to.equal(false);
    expect(matched({ a: { b: 1, c: 2 } }, { 'a.b': 1 })).to.equal(true);
    expect(matched({ a: [1, 2, 3] }, { a: [1, 2, 3] })).to.equal(true);
    expect(matched({ a: [1, 2, 3] }, { a: [1, 2] })).to.equal(false);
    expect(matched({ a: [[1, 2], 3] }, { a: [1, 2] })).to.equal(true);
    expect(matched({ a: [1, 2, 3] }, { 'a.0': 1 })).to.equal(true);
    expect(matched({ a: [1, 2, 3] }, { 'a.1': 1 })).to.equal(false);
    expect(matched({ a: null }, { a: null })).to.equal(true);
    expect(matched({}, { a: null })).to.equal(true);
    expect(matched({ a: 1 }, { a: null })).to.equal(false);
    expect(matched({ a: [] }, { 'a.b': null })).to.equal(false);
    expect(matched({ a: [{}] }, { 'a.b': null })).to.equal(true);
    expect(matched({ a: [1] }, { 'a.b': null })).to.equal(false);
    expect(matched({ a: [{ b: null }, { b: 2 }] }, { 'a.b': null })).to.equal(true);
    expect(matched({}, { a: { $ne: null } })).to.equal(false);
    expect(matched({ a: 1 }, { a: { $ne: null } })).to.equal(true);
    expect(matched({}, { a: { $eq: null } })).to.equal(true);
    expect(matched({}, { a: { $in: [null] } })).to.equal(true);
    expect(matched({}, { a: { $in: [null, 3] } })).to.equal(true);
    expect(matched({}, { a: { $nin: [3] } })).to.equal(true);
    expect(matched({}, { a: { $gte: null } })).to.equal(true);
    expect(matched({}, { a: { $lte: null } })).to.equal(true);
    expect(matched({}, { a: { $lt: null } })).to.equal(false);
    expect(matched({ a: 1 }, { a: { $gte: null } })).to.equal(false);
    expect(matched({ a: 'x' }, { a: new BSONSymbol('x') })).to.equal(true);
    expect(matched({ a: new BSONSymbol('x') }, { a: 'x' })).to.equal(true);
    expect(matched({ a: new BSONSymbol('b') }, { a: { $gt: 'a' } })).to.equal(true);
    expect(matched({ a: I(1) }, { a: D('1.00') })).to.equal(true);
    expect(matched({ a: D('0.1') }, { a: F(0.1) })).to.equal(false);
    expect(matched({ a: D('0.5') }, { a: F(0.5) })).to.equal(true);
    expect(matched({ a: L(2n ** 53n + 1n) }, { a: F(2 ** 53) })).to.equal(false);
    expect(matched({ a: L(2n ** 53n + 1n) }, { a: { $gt: F(2 ** 53) } })).to.equal(true);
    expect(matched({ a: L(2n ** 63n - 1n) }, { a: { $lt: F(2 ** 63) } })).to.equal(true);
    expect(matched({ a: F(NaN) }, { a: F(NaN) })).to.equal(true);
    expect(matched({ a: F(NaN) }, { a: { $lt: 1 } })).to.equal(false);
    expect(matched({ a: F(NaN) }, { a: { $gte: F(NaN) } })).to.equal(true);
    expect(matched({ a: D('NaN') }, { a: F(NaN) })).to.equal(true);
    expect(matched({ a: F(-0) }, { a: 0 })).to.equal(true);
    expect(matched({ a: D('NaN') }, { a: { $lte: F(NaN) } })).to.equal(true);
    expect(matched({ a: D('NaN') }, { a: { $lt: 5 } })).to.equal(false);
    expect(matched({ a: 5 }, { a: { $gt: D('NaN') } })).to.equal(false);
    expect(matched({ a: D('NaN') }, { a: { $in: [F(NaN)] } })).to.equal(true);
    expect(matched({ a: F(Infinity) }, { a: { $gt: D('9E+6144') } })).to.equal(true);
  });

  it('compare within one type', () => {
    expect(matched({ a: 'z' }, { a: { $gt: 5 } })).to.equal(false);
    expect(matched({ a: true }, { a: { $gt: false } })).to.equal(true);
    expect(matched({ a: new Date(5) }, { a: { $gt: new Date(1) } })).to.equal(true);
    expect(matched({ a: new Date(5) }, { a: { $gt: new Timestamp({ t: 0, i: 1 }) } })).to.equal(false);
    expect(matched({ a: { b: 2 } }, { a: { $gt: { b: 1 } } })).to.equal(true);
    expect(matched({ a: [2] }, { a: { $gt: [1] } })).to.equal(true);
    expect(matched({ a: [1, 2] }, { a: { $gt: [1] } })).to.equal(true);
    expect(matched({ a: 1 }, { a: { $gt: new MinKey() } })).to.equal(true);
    expect(matched({ a: 1 }, { a: { $lt: new MaxKey() } })).to.equal(true);
    expect(matched({}, { a: { $gt: new MinKey() } })).to.equal(true);
    expect(matched({ a: new MaxKey() }, { a: { $gte: new MaxKey() } })).to.equal(true);
    expect(matched({ a: [1, 10] }, { a: { $gt: 5, $lt: 6 } })).to.equal(true);
    expect(code(() => matched({ a: 5 }, { a: { $gt: /x/ } }))).to.equal(2);
    expect(code(() => matched({ a: 5 }, { a: { $ne: /x/ } }))).to.equal(2);
  });

  it('$in takes values, null and regular expressions', () => {
    expect(matched({ a: ['x', 'abc'] }, { a: { $in: [/^ab/] } })).to.equal(true);
    expect(code(() => matched({ a: 1 }, { a: { $in: 1 } }))).to.equal(2);
    expect(code(() => matched({ a: 1 }, { a: { $in: [{ $gt: 0 }] } }))).to.equal(2);
    expect(matched({ a: 1 }, { a: { $in: [] } })).to.equal(false);
    expect(matched({ a: 1 }, { a: { $nin: [] } })).to.equal(true);
    expect(matched({ a: [1, 2] }, { a: { $in: [[1, 2]] } })).to.equal(true);
    expect(matched({ a: /x/ }, { a: { $in: [/x/] } })).to.equal(true);
    expect(matched({ a: [] }, { a: { $in: [null] } })).to.equal(false);
  });

  it('$exists takes anything for yes that is not false, null or zero', () => {
    expect(matched({ a: null }, { a: { $exists: true } })).to.equal(true);
    expect(matched({}, { a: { $exists: false } })).to.equal(true);
    expect(matched({}, { a: { $exists: 0 } })).to.equal(true);
    expect(matched({ a: 1 }, { a: { $exists: '' } })).to.equal(true);
    expect(matched({ a: 1 }, { a: { $exists: [] } })).to.equal(true);
    expect(matched({ a: 1 }, { a: { $exists: null } })).to.equal(false);
    expect(matched({ a: 1 }, { a: { $exists: D('0') } })).to.equal(false);
    expect(matched({ a: 1 }, { a: { $exists: L(0n) } })).to.equal(false);
    expect(matched({ a: 1 }, { a: { $exists: new Date(0) } })).to.equal(true);
    expect(matched({ a: [{ b: 1 }] }, { 'a.b': { $exists: true } })).to.equal(true);
    expect(matched({ a: [{ b: 1 }, {}] }, { 'a.b': { $exists: false } })).to.equal(false);
    expect(matched({ a: [] }, { 'a.b': { $exists: false } })).to.equal(true);
    expect(matched({ a: [5] }, { 'a.0': { $exists: true } })).to.equal(true);
    expect(matched({ a: [5] }, { 'a.1': { $exists: true } })).to.equal(false);
  });

  it('$type knows names, numbers and lists of them', () => {
    expect(matched({ a: 1 }, { a: { $type: 'int' } })).to.equal(true);
    expect(matched({ a: F(1) }, { a: { $type: 1 } })).to.equal(true);
    expect(matched({ a: L(1n) }, { a: { $type: 18 } })).to.equal(true);
    expect(matched({ a: D('1') }, { a: { $type: 'decimal' } })).to.equal(true);
    expect(matched({ a: 1 }, { a: { $type: 'number' } })).to.equal(true);
    expect(matched({ a: 'x' }, { a: { $type: ['number', 2] } })).to.equal(true);
    expect(matched({ a: [] }, { a: { $type: 'array' } })).to.equal(true);
    expect(matched({ a: [[]] }, { a: { $type: 4 } })).to.equal(true);
    expect(matched({ a: [1] }, { a: { $type: 'int' } })).to.equal(true);
    expect(matched({ a: null }, { a: { $type: 10 } })).to.equal(true);
    expect(matched({}, { a: { $type: 10 } })).to.equal(false);
    expect(matched({ a: new MinKey() }, { a: { $type: -1 } })).to.equal(true);
    expect(matched({ a: new MaxKey() }, { a: { $type: 'maxKey' } })).to.equal(true);
    expect(code(() => matched({ a: 1 }, { a: { $type: 'foo' } }))).to.equal(2);
    expect(code(() => matched({ a: 1 }, { a: { $type: 99 } }))).to.equal(2);
    expect(code(() => matched({ a: 1 }, { a: { $type: 1.5 } }))).to.equal(2);
    expect(code(() => matched({ a: 1 }, { a: { $type: {} } }))).to.equal(2);
    expect(code(() => matched({ a: 1 }, { a: { $type: [] } }))).to.equal(9);
    expect(code(() => matched({ a: 1 }, { a: { $type: 'Int' } }))).to.equal(2);
    expect(code(() => matched({ a: 1 }, { a: { $type: 0 } }))).to.equal(2);
    expect(matched({ a: new Code('x') }, { a: { $type: 'javascript' } })).to.equal(true);
    expect(matched({ a: new Code('x', { y: 1 }) }, { a: { $type: 15 } })).to.equal(true);
    expect(matched({ a: /x/ }, { a: { $type: 'regex' } })).to.equal(true);
    expect(matched({ a: new Timestamp({ t: 1, i: 1 }) }, { a: { $type: 'timestamp' } })).to.equal(true);
  });

  it('$not and the joining operators want what they negate or join to be whole', () => {
    expect(matched({ a: 'abc' }, { a: { $not: /^a/ } })).to.equal(false);
    expect(matched({ a: 'abc' }, { a: { $not: { $regex: '^a' } } })).to.equal(false);
    expect(matched({}, { a: { $not: { $gt: 1 } } })).to.equal(true);
    expect(code(() => matched({ a: 1 }, { a: { $not: 5 } }))).to.equal(2);
    expect(code(() => matched({ a: 1 }, { a: { $not: {} } }))).to.equal(2);
    expect(code(() => matched({ a: 1 }, { a: { $not: { b: 1 } } }))).to.equal(2);
    expect(code(() => matched({ a: 1 }, { $not: { a: 1 } }))).to.equal(2);
    expect(matched({ a: [1, 5] }, { a: { $not: { $gt: 4 } } })).to.equal(false);
    expect(matched({ a: 1 }, { a: { $not: { $not: { $eq: 1 } } } })).to.equal(true);
    expect(matched({ a: 1 }, { $nor: [{ a: 2 }, { b: 1 }] })).to.equal(true);
    expect(code(() => matched({ a: 1 }, { $nor: [] }))).to.equal(2);
    expect(code(() => matched({ a: 1 }, { $or: {} }))).to.equal(2);
    expect(code(() => matched({ a: 1 }, { $and: [5] }))).to.equal(2);
    expect(matched({ a: 1 }, { $or: [{}] })).to.equal(true);
  });

  it('$elemMatch wants one element to meet everything', () => {
    expect(matched({ a: [1, 5] }, { a: { $elemMatch: { $gt: 3, $lt: 6 } } })).to.equal(true);
    expect(matched({ a: [1, 9] }, { a: { $elemMatch: { $gt: 3, $lt: 6 } } })).to.equal(false);
    expect(matched({ a: 5 }, { a: { $elemMatch: { $gt: 3 } } })).to.equal(false);
    expect(matched({ a: [{ b: 1 }] }, { a: { $elemMatch: {} } })).to.equal(true);
    expect(matched({ a: [1] }, { a: { $elemMatch: {} } })).to.equal(false);
    expect(code(() => matched({ a: 5 }, { a: { $elemMatch: 5 } }))).to.equal(2);
    expect(matched({ a: [{ b: [1, 2] }] }, { a: { $elemMatch: { b: { $elemMatch: { $eq: 2 } } } } })).to.equal(true);
    expect(matched({ a: [5] }, { a: { $elemMatch: { $not: { $gt: 9 } } } })).to.equal(true);
    expect(matched({ a: ['x'] }, { a: { $elemMatch: { $regex: 'x' } } })).to.equal(true);
    expect(matched({ a: [{ b: 1 }] }, { a: { $elemMatch: { $and: [{ b: 1 }] } } })).to.equal(true);
    expect(code(() => matched({ a: [{ b: 1 }] }, { a: { $elemMatch: { $expr: true } } }))).to.equal(2);
    expect(code(() => matched({ a: [{ b: 1 }] }, { a: { $elemMatch: { $where: 'x' } } }))).to.equal(2);
    expect(matched({ a: [1, null] }, { a: { $elemMatch: { $eq: null } } })).to.equal(true);
    expect(matched({ a: [3] }, { a: { $elemMatch: { $in: [3] } } })).to.equal(true);
    expect(matched({ a: [[1, 2]] }, { a: { $elemMatch: { $size: 2 } } })).to.equal(true);
    expect(matched({ a: { b: [{ c: 1, d: 2 }] } }, { 'a.b': { $elemMatch: { c: 1, d: 2 } } })).to.equal(true);
    expect(matched({ a: [{ b: [1] }, { b: [7] }] }, { 'a.b': { $elemMatch: { $gt: 5 } } })).to.equal(true);
  });

  it('$all wants every value, or every $elemMatch', () => {
    expect(matched({ a: [1, 2] }, { a: { $all: [1, 2] } })).to.equal(true);
    expect(matched({ a: 1 }, { a: { $all: [1] } })).to.equal(true);
    expect(matched({ a: [1] }, { a: { $all: [] } })).to.equal(false);
    expect(matched({ a: [[1, 2]] }, { a: { $all: [[1, 2]] } })).to.equal(true);
    expect(matched({ a: [1, 2] }, { a: { $all: [[1, 2]] } })).to.equal(true);
    expect(matched({ a: 'abc' }, { a: { $all: [/b/] } })).to.equal(true);
    expect(code(() => matched({ a: [1] }, { a: { $all: 1 } }))).to.equal(2);
    expect(code(() => matched({ a: [1] }, { a: { $all: [{ $gt: 0 }] } }))).to.equal(2);
    expect(
      matched({ a: [{ b: 1 }, { b: 2 }] }, { a: { $all: [{ $elemMatch: { b: 1 } }, { $elemMatch: { b: 2 } }] } }),
    ).to.equal(true);
    expect(code(() => matched({ a: [1] }, { a: { $all: [{ $elemMatch: { b: 1 } }, 5] } }))).to.equal(2);
    expect(code(() => matched({ a: [1] }, { a: { $all: [5, { $elemMatch: { b: 1 } }] } }))).to.equal(2);
    expect(matched({ a: [null] }, { a: { $all: [null] } })).to.equal(true);
    expect(matched({}, { a: { $all: [null] } })).to.equal(true);
  });

  it('$size wants a whole number', () => {
    expect(matched({ a: [1, 2] }, { a: { $size: 2 } })).to.equal(true);
    expect(matched({ a: [1, 2] }, { a: { $size: L(2n) } })).to.equal(true);
    expect(matched({ a: [1, 2] }, { a: { $size: F(2) } })).to.equal(true);
    expect(code(() => matched({ a: [1, 2] }, { a: { $size: 1.5 } }))).to.equal(2);
    expect(code(() => matched({ a: [1, 2] }, { a: { $size: 'x' } }))).to.equal(2);
    expect(code(() => matched({ a: [1, 2] }, { a: { $size: -1 } }))).to.equal(2);
    expect(code(() => matched({ a: [1, 2] }, { a: { $size: F(NaN) } }))).to.equal(2);
    expect(matched({ a: 'xx' }, { a: { $size: 2 } })).to.equal(false);
    expect(matched({ a: [1, 2] }, { a: { $size: D('2') } })).to.equal(true);
  });

  it('$mod cuts off fractions and refuses what 64 bits cannot hold', () => {
    expect(matched({ a: 12 }, { a: { $mod: [4, 0] } })).to.equal(true);
    expect(matched({ a: -7 }, { a: { $mod: [4, -3] } })).to.equal(true);
    expect(matched({ a: 12.9 }, { a: { $mod: [4, 0] } })).to.equal(true);
    expect(matched({ a: 12 }, { a: { $mod: [4.7, 0.9] } })).to.equal(true);
    expect(code(() => matched({ a: 12 }, { a: { $mod: [4] } }))).to.equal(2);
    expect(code(() => matched({ a: 12 }, { a: { $mod: [4, 0, 0] } }))).to.equal(2);
    expect(code(() => matched({ a: 12 }, { a: { $mod: [0, 0] } }))).to.equal(2);
    expect(code(() => matched({ a: 12 }, { a: { $mod: ['x', 0] } }))).to.equal(2);
    expect(code(() => matched({ a: 12 }, { a: { $mod: [] } }))).to.equal(2);
    expect(code(() => matched({ a: 12 }, { a: { $mod: 4 } }))).to.equal(2);
    expect(code(() => matched({ a: 12 }, { a: { $mod: [F(NaN), 0] } }))).to.equal(2);
    expect(code(() => matched({ a: 12 }, { a: { $mod: [F(1e19), 0] } }))).to.equal(2);
    expect(matched({ a: F(NaN) }, { a: { $mod: [4, 0] } })).to.equal(false);
    expect(matched({ a: F(1e19) }, { a: { $mod: [4, 0] } })).to.equal(false);
    expect(matched({ a: 'x' }, { a: { $mod: [4, 0] } })).to.equal(false);
    expect(matched({ a: L(2n ** 62n + 1n) }, { a: { $mod: [4, 1] } })).to.equal(true);
    expect(matched({ a: D('9007199254740993') }, { a: { $mod: [2, 1] } })).to.equal(true);
    expect(matched({ a: [4, 5] }, { a: { $mod: [5, 0] } })).to.equal(true);
    expect(matched({ a: L(-(2n ** 63n)) }, { a: { $mod: [-1, 0] } })).to.equal(true);
  });

  it('look at the bits of numbers and of binary values', () => {
    expect(matched({ a: 5 }, { a: { $bitsAllSet: 5 } })).to.equal(true);
    expect(matched({ a: 5 }, { a: { $bitsAllSet: [0, 2] } })).to.equal(true);
    expect(matched({ a: 5 }, { a: { $bitsAnySet: [1, 2] } })).to.equal(true);
    expect(matched({ a: 5 }, { a: { $bitsAllClear: [1] } })).to.equal(true);
    expect(matched({ a: 5 }, { a: { $bitsAnyClear: [0, 2] } })).to.equal(false);
    expect(matched({ a: -1 }, { a: { $bitsAllSet: [63, 100] } })).to.equal(true);
    expect(matched({ a: 1 }, { a: { $bitsAllClear: [63, 100] } })).to.equal(true);
    expect(matched({ a: 5.5 }, { a: { $bitsAllSet: 5 } })).to.equal(false);
    expect(matched({ a: F(2 ** 64) }, { a: { $bitsAllSet: [0] } })).to.equal(false);
    expect(matched({ a: 'x' }, { a: { $bitsAllSet: 1 } })).to.equal(false);
    expect(code(() => matched({ a: 1 }, { a: { $bitsAllSet: -1 } }))).to.equal(9);
    expect(code(() => matched({ a: 1 }, { a: { $bitsAllSet: 1.5 } }))).to.equal(9);
    expect(code(() => matched({ a: 1 }, { a: { $bitsAllSet: 'x' } }))).to.equal(2);
    expect(code(() => matched({ a: 1 }, { a: { $bitsAllSet: [-1] } }))).to.equal(2);
    expect(code(() => matched({ a: 1 }, { a: { $bitsAllSet: ['x'] } }))).to.equal(2);
    expect(matched({ a: new Binary(Buffer.from([5])) }, { a: { $bitsAllSet: new Binary(Buffer.from([5])) } })).to.equal(
      true,
    );
    expect(matched({ a: new Binary(Buffer.from([5])) }, { a: { $bitsAllClear: [100] } })).to.equal(true);
    expect(matched({ a: [1, 2] }, { a: { $bitsAllSet: 2 } })).to.equal(true);
    expect(matched({ a: 1 }, { a: { $bitsAllSet: [] } })).to.equal(true);
  });

  it('are refused by name when unknown or not to be had', () => {
    expect(refusal(() => matched({}, { a: { $foo: 1 } }))).to.match(/^unknown operator: \$foo$/);
    expect(refusal(() => matched({}, { $foo: 1 }))).to.match(
      /^unknown top level operator: \$foo\. If you have a field name/,
    );
    expect(code(() => matched({}, { $where: 'x' }))).to.equal(2);
    expect(code(() => matched({}, { $jsonSchema: {} }))).to.equal(224);
    expect(matched({}, { $comment: 'x' })).to.equal(true);
    expect(matched({ a: 1 }, { a: { $gt: 0, $comment: 'x' } })).to.equal(true);
    expect(code(() => matched({}, { $text: { $search: 'x' } }))).to.equal(27);
    expect(code(() => matched({}, { $sampleRate: 2 }))).to.equal(2);
    expect(matched({}, { $sampleRate: 1 })).to.equal(true);
    expect(matched({}, { $alwaysFalse: 1 })).to.equal(false);
    expect(code(() => matched({}, { $alwaysTrue: 2 }))).to.equal(9);
    expect(code(() => matched({ a: 1 }, { a: { $geoWithin: {} } }))).to.equal(2);
    expect(matched({ a: 3, b: 2 }, { $expr: { $gt: ['$a', '$b'] } })).to.equal(true);
    expect(matched({ a: { $ref: 'x', $id: 1 } }, { a: { $ref: 'x', $id: 1 } })).to.equal(true);
  });
});
