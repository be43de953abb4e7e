import { Decimal128, Double, Int32, Long, ObjectId } from 'bson';
import { expect } from 'chai';
import { expression } from '../../../src/embedded-mongo/semantics/expression.ts';
import { constants } from '../../../src/embedded-mongo/semantics/variables.ts';
import { faultCode, received, stored, typed } from './values.ts';

const NOW = new Date('2026-03-01T00:00:00Z');

function raw(spec: unknown, doc: object = {}): unknown {
  const scope = constants({}, NOW);
  return expression(stored({ spec }).spec, scope)(stored(doc), scope.variables);
}

const value = (spec: unknown, doc: object = {}): unknown => received({ value: raw(spec, doc) }).value;
const type = (spec: unknown, doc: object = {}): unknown => (typed({ v: raw(spec, doc) }) as { v: unknown }).v;
const code = (spec: unknown, doc: object = {}) => faultCode(() => value(spec, doc));

describe('expressions', () => {
  it('read fields, through documents and arrays', () => {
    const doc = { a: { b: 1 }, list: [{ b: 1 }, { c: 2 }, { b: [3] }, 4], n: null };
    expect(value('$a.b', doc)).to.equal(1);
    expect(value('$list.b', doc)).to.deep.equal([1, [3]]);
    expect(value('$list.0', doc)).to.deep.equal([]);
    expect(value('$a.b.c', doc)).to.equal(undefined);
    expect(value(['$missing', 1], doc)).to.deep.equal([null, 1]);
    expect(value({ x: '$missing', y: '$n' }, doc)).to.deep.equal({ y: null });
    expect(value('$$ROOT.a.b', doc)).to.equal(1);
    expect(value('$$NOW')).to.deep.equal(NOW);
    expect(value({ $literal: '$a' }, doc)).to.equal('$a');
    expect(value('$constructor', doc)).to.equal(undefined);
  });

  it('calculate, keeping the types of numbers', () => {
    expect(type({ $add: [1, 2] })).to.deep.equal({ $numberInt: '3' });
    expect(type({ $add: ['$a', 1] }, { a: 2147483647 })).to.deep.equal({ $numberLong: '2147483648' });
    expect(type({ $multiply: [new Double(2), 3] })).to.deep.equal({ $numberDouble: '6.0' });
    expect(type({ $divide: [6, 3] })).to.deep.equal({ $numberDouble: '2.0' });
    expect(type({ $add: ['$a', new Decimal128('0.2')] }, { a: new Decimal128('0.1') })).to.deep.equal({
      $numberDecimal: '0.3',
    });
    expect(type({ $divide: [1, new Decimal128('3')] })).to.deep.equal({ $numberDecimal: `0.${'3'.repeat(34)}` });
    expect(type({ $subtract: ['$b', '$a'] }, { a: new Date(1), b: new Date(5) })).to.deep.equal({ $numberLong: '4' });
    expect(type({ $mod: [-7, 4] })).to.deep.equal({ $numberInt: '-3' });
    expect(type({ $abs: new Int32(-5) })).to.deep.equal({ $numberInt: '5' });
    expect(type({ $floor: new Double(-1.5) })).to.deep.equal({ $numberDouble: '-2.0' });
    expect(value({ $add: [NOW, 1000] })).to.deep.equal(new Date(NOW.getTime() + 1000));
    expect(value({ $add: [1, null] })).to.equal(null);
    expect(value({ $pow: [2, 10] })).to.equal(1024);
    expect(value({ $sqrt: 9 })).to.equal(3);
  });

  it('round half to even', () => {
    expect(value({ $round: [2.5] })).to.equal(2);
    expect(value({ $round: [3.5] })).to.equal(4);
    expect(value({ $round: [1.005, 2] })).to.equal(1);
    expect(value({ $round: [12345, -2] })).to.equal(12300);
    expect(value({ $trunc: [-2.7] })).to.equal(-2);
    expect(value({ $round: ['$a', 1] }, { a: 87.25 })).to.equal(87.2);
  });

  it('compare and decide', () => {
    expect(value({ $eq: ['$a', null] }, { a: null })).to.equal(true);
    expect(value({ $eq: ['$a', null] })).to.equal(false);
    expect(value({ $gt: ['$a', null] }, { a: 0 })).to.equal(true);
    expect(value({ $gt: ['$a', null] })).to.equal(false);
    expect(value({ $eq: [1, new Double(1)] })).to.equal(true);
    expect(value({ $cmp: ['b', 'a'] })).to.equal(1);
    expect(value({ $cond: [{ $gte: ['$a', 5] }, 'high', 'low'] }, { a: 5 })).to.equal('high');
    expect(value({ $cond: { if: '$a', then: 1, else: 2 } }, { a: 0 })).to.equal(2);
    expect(
      value({ $switch: { branches: [{ case: { $lt: ['$a', 3] }, then: 'x' }], default: 'y' } }, { a: 3 }),
    ).to.equal('y');
    expect(value({ $ifNull: ['$a', '$b', 'z'] }, { b: null })).to.equal('z');
    expect(value({ $and: [1, '$a'] }, { a: '' })).to.equal(true);
    expect(value({ $or: [0, null] })).to.equal(false);
    expect(value({ $not: ['$a'] })).to.equal(true);
    expect(code({ $switch: { branches: [{ case: false, then: 1 }] } })).to.equal(40066);
  });

  it('work on text', () => {
    expect(value({ $concat: ['Ý ', 'Dân'] })).to.equal('Ý Dân');
    expect(value({ $concat: ['a', null] })).to.equal(null);
    expect(value({ $toUpper: 'dân' })).to.equal('DâN');
    expect(value({ $substrCP: ['Ý Dân', 2, 2] })).to.equal('Dâ');
    expect(value({ $substrBytes: ['Dân', 0, 3] })).to.equal('Dâ');
    expect(code({ $substrBytes: ['Dân', 0, 2] })).to.equal(28657);
    expect(value({ $strLenCP: 'Ý\u{1F600}' })).to.equal(2);
    expect(value({ $strLenBytes: 'Ý' })).to.equal(2);
    expect(value({ $indexOfCP: ['Dân Dân', 'â', 2] })).to.equal(5);
    expect(value({ $split: ['a-b-c', '-'] })).to.deep.equal(['a', 'b', 'c']);
    expect(value({ $trim: { input: '  x\n' } })).to.equal('x');
    expect(value({ $ltrim: { input: '0012', chars: '0' } })).to.equal('12');
    expect(value({ $replaceAll: { input: 'a.b.c', find: '.', replacement: { $literal: '$&' } } })).to.equal('a$&b$&c');
    expect(value({ $strcasecmp: ['ab', 'AC'] })).to.equal(-1);
    expect(value({ $regexMatch: { input: 'Quận 1', regex: /^quận/i } })).to.equal(true);
    expect(value({ $regexFind: { input: 'xÝ12', regex: '(\\d)(z)?' } })).to.deep.equal({
      match: '1',
      idx: 2,
      captures: ['1', null],
    });
    expect(value({ $regexFindAll: { input: 'a1b2', regex: '\\d' } })).to.have.length(2);
  });

  it('work on arrays and sets', () => {
    const doc = { a: [3, 1, 2], pairs: [{ k: 'x', v: 1 }] };
    expect(value({ $arrayElemAt: ['$a', -1] }, doc)).to.equal(2);
    expect(value({ $first: '$a' }, doc)).to.equal(3);
    expect(value({ $filter: { input: '$a', as: 'n', cond: { $gt: ['$$n', 1] } } }, doc)).to.deep.equal([3, 2]);
    expect(value({ $map: { input: '$a', in: { $multiply: ['$$this', 2] } } }, doc)).to.deep.equal([6, 2, 4]);
    expect(value({ $reduce: { input: '$a', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, doc)).to.equal(6);
    expect(value({ $slice: ['$a', 1, 5] }, doc)).to.deep.equal([1, 2]);
    expect(value({ $concatArrays: ['$a', [9]] }, doc)).to.deep.equal([3, 1, 2, 9]);
    expect(value({ $in: [new Double(2), '$a'] }, doc)).to.equal(true);
    expect(value({ $indexOfArray: ['$a', 2] }, doc)).to.equal(2);
    expect(value({ $range: [0, 6, 2] })).to.deep.equal([0, 2, 4]);
    expect(value({ $sortArray: { input: '$a', sortBy: -1 } }, doc)).to.deep.equal([3, 2, 1]);
    expect(value({ $sortArray: { input: [{ a: 2 }, { a: 1 }], sortBy: { a: 1 } } })).to.deep.equal([
      { a: 1 },
      { a: 2 },
    ]);
    expect(value({ $zip: { inputs: [[1, 2], ['a']], useLongestLength: true } })).to.deep.equal([
      [1, 'a'],
      [2, null],
    ]);
    expect(value({ $size: '$a' }, doc)).to.equal(3);
    expect(code({ $size: '$none' })).to.equal(17124);
    expect(
      value({
        $setUnion: [
          [1, 2],
          [2, 3],
        ],
      }),
    ).to.deep.equal([1, 2, 3]);
    expect(
      value({
        $setIntersection: [
          [1, 2],
          [2, 3],
        ],
      }),
    ).to.deep.equal([2]);
    expect(value({ $setDifference: [[1, 2], [2]] })).to.deep.equal([1]);
    expect(value({ $setIsSubset: [[1], [1, 2]] })).to.equal(true);
    expect(
      value({
        $setEquals: [
          [1, 2, 2],
          [2, 1],
        ],
      }),
    ).to.equal(true);
    expect(value({ $sum: '$a' }, doc)).to.equal(6);
    expect(value({ $max: ['$a', 9] }, doc)).to.deep.equal([3, 1, 2]);
    expect(value({ $avg: [1, 2] })).to.equal(1.5);
  });

  it('work on documents', () => {
    expect(value({ $mergeObjects: [{ a: 1 }, null, { b: 2 }] })).to.deep.equal({ a: 1, b: 2 });
    expect(value({ $objectToArray: { a: 1 } })).to.deep.equal([{ k: 'a', v: 1 }]);
    expect(value({ $arrayToObject: [[['a', 1]]] })).to.deep.equal({ a: 1 });
    expect(value({ $getField: { field: 'a.b', input: { $literal: { 'a.b': 5 } } } })).to.equal(5);
    expect(value({ $setField: { field: 'a', input: '$$ROOT', value: 2 } }, { a: 1, b: 1 })).to.deep.equal({
      a: 2,
      b: 1,
    });
    expect(value({ $let: { vars: { x: '$a', y: 2 }, in: { $add: ['$$x', '$$y'] } } }, { a: 1 })).to.equal(3);
  });

  it('convert', () => {
    const id = new ObjectId();
    expect(type({ $toInt: '12' })).to.deep.equal({ $numberInt: '12' });
    expect(type({ $toLong: new Double(3.9) })).to.deep.equal({ $numberLong: '3' });
    expect(type({ $toDouble: true })).to.deep.equal({ $numberDouble: '1.0' });
    expect(value({ $toString: id })).to.equal(id.toHexString());
    expect(value({ $toString: Long.fromBigInt(2n ** 60n) })).to.equal(String(2n ** 60n));
    expect(value({ $toDate: '2026-03-01' })).to.deep.equal(NOW);
    expect(value({ $convert: { input: 'x', to: 'int', onError: 'bad' } })).to.equal('bad');
    expect(value({ $convert: { input: null, to: 'int', onNull: 0 } })).to.equal(0);
    expect(code({ $toInt: 'x' })).to.equal(241);
    expect(code({ $toInt: 1e12 })).to.equal(241);
    expect(value({ $type: '$none' })).to.equal('missing');
    expect(value({ $type: 1.5 })).to.equal('double');
    expect(value({ $isNumber: 'x' })).to.equal(false);
  });

  it('do not let a small expression take all memory or time', () => {
    expect(code({ $range: [0, 2_000_000_000] })).to.equal(146);
    expect(value({ $pow: [2, 1_000_000] })).to.equal(Number.POSITIVE_INFINITY);
    expect(String(value({ $pow: [3, 39] }))).to.equal(String(3n ** 39n));
    expect(code({ $toLong: '9'.repeat(100_000) })).to.equal(241);
  });

  it("are refused with MongoDB's codes when they are wrong", () => {
    expect(code({ $foo: 1 })).to.equal(168);
    expect(code({ $add: [1], $subtract: [1, 2] })).to.equal(15983);
    expect(code({ $eq: [1] })).to.equal(16020);
    expect(code('$$nobody')).to.equal(17276);
    expect(code('$')).to.equal(16872);
    expect(code({ $divide: [1, 0] })).to.equal(2);
    expect(code({ 'a.b': 1 })).to.equal(16412);
  });
});

describe('dates in expressions', () => {
  const ZONE = 'Asia/Ho_Chi_Minh';
  const at = (text: string) => new Date(text);

  it('are read in a time zone', () => {
    const date = at('2025-12-31T18:30:00Z');
    expect(value({ $year: { date, timezone: ZONE } })).to.equal(2026);
    expect(value({ $hour: { date, timezone: '+07:00' } })).to.equal(1);
    expect(value({ $dayOfWeek: date })).to.equal(4);
    expect(value({ $isoWeek: at('2027-01-01T00:00:00Z') })).to.equal(53);
    expect(value({ $isoWeekYear: at('2027-01-01T00:00:00Z') })).to.equal(2026);
    expect(value({ $dayOfYear: { date, timezone: ZONE } })).to.equal(1);
    expect(value({ $month: null })).to.equal(null);
    expect(code({ $year: { date, timezone: 'Nowhere/City' } })).to.equal(40485);
  });

  it('are truncated to the start of a unit in a time zone', () => {
    const date = at('2026-03-31T18:30:00Z');
    const start = (unit: string, more: object = {}) => value({ $dateTrunc: { date, unit, timezone: ZONE, ...more } });
    expect(start('day')).to.deep.equal(at('2026-03-31T17:00:00Z'));
    expect(start('month')).to.deep.equal(at('2026-03-31T17:00:00Z'));
    expect(start('quarter')).to.deep.equal(at('2026-03-31T17:00:00Z'));
    expect(start('year')).to.deep.equal(at('2025-12-31T17:00:00Z'));
    expect(start('week', { startOfWeek: 'monday' })).to.deep.equal(at('2026-03-29T17:00:00Z'));
    expect(start('hour', { binSize: 6 })).to.deep.equal(at('2026-03-31T17:00:00Z'));
  });

  it('move by calendar units, at most to the end of a month', () => {
    const moved = (startDate: Date, unit: string, amount: number, timezone?: string) =>
      value({ $dateAdd: { startDate, unit, amount, ...(timezone && { timezone }) } });
    expect(moved(at('2026-01-31T10:00:00Z'), 'month', 1)).to.deep.equal(at('2026-02-28T10:00:00Z'));
    expect(moved(at('2028-02-29T00:00:00Z'), 'year', 1)).to.deep.equal(at('2029-02-28T00:00:00Z'));
    expect(moved(at('2026-01-30T18:00:00Z'), 'month', 1, ZONE)).to.deep.equal(at('2026-02-27T18:00:00Z'));
    expect(moved(at('2026-03-07T17:00:00Z'), 'day', 1, 'America/New_York')).to.deep.equal(at('2026-03-08T16:00:00Z'));
    expect(moved(at('2026-03-07T17:00:00Z'), 'hour', 24, 'America/New_York')).to.deep.equal(at('2026-03-08T17:00:00Z'));
    expect(value({ $dateSubtract: { startDate: at('2026-03-31T00:00:00Z'), unit: 'month', amount: 1 } })).to.deep.equal(
      at('2026-02-28T00:00:00Z'),
    );
  });

  it('are told apart in boundaries crossed', () => {
    const between = (startDate: Date, endDate: Date, unit: string, more: object = {}) =>
      value({ $dateDiff: { startDate, endDate, unit, ...more } });
    expect(between(at('2026-01-31T16:59:00Z'), at('2026-01-31T17:01:00Z'), 'day', { timezone: ZONE })).to.equal(1);
    expect(between(at('2025-12-31T23:00:00Z'), at('2026-01-01T00:00:00Z'), 'year')).to.equal(1);
    expect(between(at('2026-03-01T00:00:00Z'), at('2026-03-02T00:00:00Z'), 'week', { startOfWeek: 'monday' })).to.equal(
      1,
    );
    expect(between(at('2026-03-01T00:00:00Z'), at('2026-03-02T00:00:00Z'), 'week')).to.equal(0);
    expect(between(at('2026-03-01T00:59:00Z'), at('2026-03-01T01:00:00Z'), 'hour')).to.equal(1);
  });

  it('are written and read by format', () => {
    const date = at('2025-12-31T18:05:06.007Z');
    expect(value({ $dateToString: { date } })).to.equal('2025-12-31T18:05:06.007Z');
    expect(value({ $dateToString: { date, format: '%Y-%m-%d', timezone: ZONE } })).to.equal('2026-01-01');
    expect(value({ $dateToString: { date, format: '%G-W%V-%u %j %z', timezone: ZONE } })).to.equal(
      '2026-W01-4 001 +0700',
    );
    expect(value({ $dateToString: { date: null, onNull: '-' } })).to.equal('-');
    expect(value({ $dateFromString: { dateString: '2026-01-01', timezone: ZONE } })).to.deep.equal(
      at('2025-12-31T17:00:00Z'),
    );
    expect(value({ $dateFromString: { dateString: '05/02/2026', format: '%d/%m/%Y' } })).to.deep.equal(
      at('2026-02-05T00:00:00Z'),
    );
    expect(value({ $dateFromString: { dateString: '31/02/2026', format: '%d/%m/%Y', onError: 'bad' } })).to.equal(
      'bad',
    );
    expect(value({ $dateFromParts: { year: 2026, month: 14, day: 1, timezone: ZONE } })).to.deep.equal(
      at('2027-01-31T17:00:00Z'),
    );
    expect(value({ $dateToParts: { date, timezone: ZONE } })).to.deep.include({
      year: 2026,
      month: 1,
      day: 1,
      hour: 1,
    });
    expect(code({ $dateFromString: { dateString: 'soon' } })).to.equal(241);
  });
});
