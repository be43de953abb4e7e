import { Decimal128, Double, Int32, Long } from 'bson';
import { expect } from 'chai';
import fc from 'fast-check';
import { writePart } from '../../src/embedded-mongo/keys/index-part.ts';
import { KeyWriter } from '../../src/embedded-mongo/keys/key-writer.ts';
import { writeValue } from '../../src/embedded-mongo/keys/value-key.ts';
import { compareValues } from '../../src/embedded-mongo/semantics/compare.ts';
import { value } from './arbitraries.ts';

/** Numbers around the places where one type can say more than another, each in every type that can say it. */
const number = fc
  .oneof(
    fc.constantFrom('0', '0.1', '0.3', '1', '1.5', '5E-324', '1.7976931348623157E+308', '1E+309', '1E-400', '9E+6144'),
    fc.constantFrom(2n ** 53n, 2n ** 53n + 1n, 2n ** 62n + 3n, 2n ** 63n - 1n, 2n ** 63n).map(String),
    fc.tuple(fc.integer({ min: 1, max: 999 }), fc.integer({ min: -30, max: 30 })).map(([n, power]) => `${n}E${power}`),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }).map(String),
  )
  .chain((text) =>
    fc.tuple(
      fc.constant(text),
      fc.boolean(),
      fc.constantFrom('', '0'.repeat(12), '0'.repeat(17), '0'.repeat(20)),
      fc.nat(5),
    ),
  )
  .map(([text, negative, tail, type]) => {
    const [digits = '', power = '0'] = text.toUpperCase().split('E');
    const more = tail && digits.length < 30 ? `${digits.includes('.') ? digits : `${digits}.`}${tail}${type}` : digits;
    const whole = `${negative ? '-' : ''}${more}E${power}`;
    const double = Number(whole);
    if (type === 0) return new Double(double);
    if (type === 1 && Number.isInteger(double) && Math.abs(double) < 2 ** 63)
      return Long.fromBigInt(BigInt(double) + (negative ? 1n : -1n));
    if (type === 2 && double === Math.trunc(double) && Math.abs(double) < 2 ** 31) return new Int32(double);
    return Decimal128.fromStringWithRounding(whole);
  });
const special = fc.constantFrom(
  new Double(Number.NaN),
  new Double(Number.NEGATIVE_INFINITY),
  Decimal128.fromString('NaN'),
  Decimal128.fromString('Infinity'),
  Decimal128.fromString('-Infinity'),
  Decimal128.fromString('-0'),
);
const anyNumber = fc.oneof({ weight: 12, arbitrary: number }, { weight: 1, arbitrary: special });
const follower = fc.oneof(value, fc.constantFrom(undefined, [], {}, [[]]));

function keyOf(...values: unknown[]): Buffer {
  const writer = new KeyWriter();
  for (const each of values) writeValue(writer, each);
  return writer.copy();
}

function partOf(each: unknown, descending: boolean): Buffer {
  const writer = new KeyWriter();
  writePart(writer, each, descending);
  return writer.copy();
}

describe('the order of keys', () => {
  it('is the order in which BSON compares', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(Math.sign(Buffer.compare(keyOf(a), keyOf(b)))).to.equal(Math.sign(compareValues(a, b)));
      }),
      { numRuns: 5000 },
    );
  });

  it('goes by the first part that differs', () => {
    fc.assert(
      fc.property(value, value, value, value, (a, b, c, d) => {
        const expected = Math.sign(compareValues(a, b)) || Math.sign(compareValues(c, d));
        expect(Math.sign(Buffer.compare(keyOf(a, c), keyOf(b, d)))).to.equal(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it('is turned round in a descending part', () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        const up = Math.sign(Buffer.compare(partOf(a, false), partOf(b, false)));
        const down = Math.sign(Buffer.compare(partOf(a, true), partOf(b, true)));
        expect(down).to.equal(up === 0 ? 0 : -up);
      }),
      { numRuns: 2000 },
    );
  });

  it('is that of numbers, of whatever types, in both directions and whatever follows or encloses them', () => {
    const enclosed = fc.oneof(anyNumber, fc.array(anyNumber, { maxLength: 2 }), fc.record({ p: anyNumber }));
    const keyOfParts = (parts: [unknown, boolean][]) => {
      const writer = new KeyWriter();
      for (const [part, descending] of parts) writePart(writer, part, descending);
      return writer.copy();
    };
    fc.assert(
      fc.property(
        enclosed,
        enclosed,
        fc.boolean(),
        fc.array(fc.tuple(follower, follower, fc.boolean()), { maxLength: 1 }),
        (a, b, down, rest) => {
          const [left, right] = [0, 1].map((side) =>
            keyOfParts([
              [side ? b : a, down],
              ...rest.map((each): [unknown, boolean] => [each[side as 0 | 1], each[2]]),
            ]),
          );
          const first = compareValues(a, b) * (down ? -1 : 1);
          const [next] = rest.map(([c, d, descending]) => compareValues(c ?? null, d ?? null) * (descending ? -1 : 1));
          expect(Math.sign(Buffer.compare(left as Buffer, right as Buffer))).to.equal(
            Math.sign(first) || Math.sign(next ?? 0),
          );
        },
      ),
      { numRuns: 20_000 },
    );
  });

  it('leaves the keys of ints, longs and doubles as they always were', () => {
    const hex = (each: unknown) => keyOf(each).toString('hex');
    expect(hex(new Int32(1))).to.equal('10bff0000000000000');
    expect(hex(new Double(-2.5))).to.equal('103ffbffffffffffff');
    expect(hex(Long.fromBigInt(2n ** 53n + 1n))).to.equal('10c3400000000000008001');
    expect(hex(new Double(2 ** 53))).to.equal('10c3400000000000008000');
    expect(hex(new Double(Number.NaN))).to.equal('100000000000000000');
    expect(hex(Decimal128.fromString('1.0'))).to.equal('10bff0000000000000');
  });

  it('keeps long values apart, and in order as far as they are kept', () => {
    const long = (tail: string) => partOf('x'.repeat(1000) + tail, false);
    expect(long('a').equals(long('a'))).to.equal(true);
    expect(long('a').equals(long('b'))).to.equal(false);
    expect(long('a').length).to.be.at.most(400);
    expect(Buffer.compare(partOf('w', false), long('a'))).to.equal(-1);
    expect(Buffer.compare(partOf('y', false), long('a'))).to.equal(1);
  });
});
