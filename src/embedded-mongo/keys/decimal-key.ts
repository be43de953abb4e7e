import type { Decimal128 } from 'bson';
import { decimalOf } from '../semantics/decimal.ts';
import { comparePlain } from '../semantics/numbers.ts';
import type { KeyWriter } from './key-writer.ts';
import { writeLong, writeNumber } from './number-key.ts';

const EXPONENT_OFFSET = 0x4000;
const EXACT = 2n ** 53n;
const BEYOND_LONGS = 2n ** 63n;

/**
 * Writes a decimal. One that equals a double or a long has its key. Any other lies between two such neighbours: it has
 * the key of the one `below` it (or `above` it, where the bits of a descending part will be inverted), then a byte that
 * nothing else that follows a value begins with, and its own digits. So it sorts behind whatever that neighbour's key
 * is a part of, and no other number has its key.
 */
export function writeDecimal(writer: KeyWriter, value: Decimal128, neighbour: 'below' | 'above' = 'below'): void {
  const double = Number(value.toString());
  if (comparePlain(value, double) === 0) return writeNumber(writer, double);
  const { digits, exponent } = decimalOf(value);
  const whole = truncated(digits, exponent);
  if (whole === undefined) writeNumber(writer, beside(double, value, neighbour));
  else {
    const order = comparePlain(value, whole);
    if (order === 0) return writeLong(writer, whole);
    const further = neighbour === 'below' ? Math.min(order, 0) : Math.max(order, 0);
    writeLong(writer, whole + BigInt(further));
  }
  writer.byte(neighbour === 'below' ? 0xff : 0);
  writeDigits(writer, digits, exponent);
}

/** The whole part of a decimal among those integers that only a long tells from one another. */
function truncated(digits: bigint, exponent: number): bigint | undefined {
  if (exponent > 20 || exponent < -40) return undefined;
  const whole = exponent < 0 ? digits / 10n ** BigInt(-exponent) : digits * 10n ** BigInt(exponent);
  const size = whole < 0n ? -whole : whole;
  return size >= EXACT && size < BEYOND_LONGS ? whole : undefined;
}

/** The greatest double below a decimal, or the least above it, from the one that is nearest to it. */
function beside(nearest: number, value: Decimal128, neighbour: 'below' | 'above'): number {
  const order = comparePlain(nearest, value);
  if (neighbour === 'below') return order < 0 ? nearest : doubleBelow(nearest);
  return order > 0 ? nearest : -doubleBelow(-nearest);
}

function doubleBelow(double: number): number {
  if (double === 0) return -Number.MIN_VALUE;
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeDoubleBE(double);
  bytes.writeBigUInt64BE(bytes.readBigUInt64BE() + (double > 0 ? -1n : 1n));
  return bytes.readDoubleBE();
}

/** Writes exponent and digits, two in a byte, so that their bytes sort as the decimals do and know their own end. */
function writeDigits(writer: KeyWriter, digits: bigint, exponent: number): void {
  const flip = digits < 0n ? 0xff : 0;
  const written = (digits < 0n ? -digits : digits).toString();
  const power = written.length + exponent + EXPONENT_OFFSET;
  writer.byte((power >> 8) ^ flip);
  writer.byte((power & 0xff) ^ flip);
  const significant = written.replace(/0+$/, '');
  for (let at = 0; at < significant.length; at += 2) {
    writer.byte((Number(significant.slice(at, at + 2).padEnd(2, '0')) + 1) ^ flip);
  }
  writer.byte(flip);
}
