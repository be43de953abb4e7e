import { Decimal128, Double, Long } from 'bson';
import { conversionFailure } from '../dates/parse.ts';
import { decimalOf, roundDecimal } from '../decimal.ts';
import { integer, isNumber, plainNumber, toDecimal, toDouble } from '../numbers.ts';
import { shown } from '../shown.ts';
import { shownType } from './operands.ts';

export function refused(value: unknown, to: string): Error {
  return conversionFailure(
    `Unsupported conversion from ${shownType(value)} to ${to} in $convert with no onError value`,
  );
}

/** `$toInt` and `$toLong`. */
export function whole(value: unknown, to: 'int' | 'long'): unknown {
  const truncated = wholePart(value, to);
  const limit = to === 'int' ? 2n ** 31n : 2n ** 63n;
  if (truncated < -limit || truncated >= limit) {
    throw conversionFailure(`Conversion would overflow target type in $convert with no onError value: ${shown(value)}`);
  }
  return to === 'int' ? integer(truncated) : Long.fromBigInt(truncated);
}

/** What remains without the fraction. */
export function wholePart(value: unknown, to: 'int' | 'long'): bigint {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (value instanceof Date && to === 'long') return BigInt(value.getTime());
  if (typeof value === 'string') {
    if (/^[+-]?\d{1,40}$/.test(value)) return BigInt(value.replace('+', ''));
    throw unreadable(value);
  }
  const plain = plainNumber(value);
  if (plain === undefined) throw refused(value, to);
  if (typeof plain === 'bigint') return plain;
  const double = toDouble(plain);
  if (!Number.isFinite(double)) {
    const what = Number.isNaN(double) ? 'NaN' : 'infinity';
    throw conversionFailure(`Attempt to convert ${what} value to integer type in $convert with no onError value`);
  }
  if (typeof plain === 'number') return BigInt(Math.trunc(double));
  const { digits, exponent } = roundDecimal(decimalOf(plain), 0, 'down');
  return Math.abs(double) < 2 ** 64 ? digits * 10n ** BigInt(exponent) : 2n ** 64n;
}

function unreadable(text: string): Error {
  if (text.startsWith('0x'))
    return conversionFailure(`Illegal hexadecimal input in $convert with no onError value: ${text}`);
  return conversionFailure(`Failed to parse number '${shortened(text)}' in $convert with no onError value`);
}

const shortened = (text: string): string => (text.length > 100 ? `${text.slice(0, 100)}...` : text);

const REAL = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan)$/i;

export function double(value: unknown): unknown {
  if (typeof value === 'boolean') return new Double(value ? 1 : 0);
  if (value instanceof Date) return new Double(value.getTime());
  if (isNumber(value)) return nearestDouble(value);
  if (typeof value !== 'string') throw refused(value, 'double');
  if (!REAL.test(value)) throw unreadable(value);
  return new Double(Number(value.replace(/inf.*/i, 'Infinity')));
}

function nearestDouble(value: unknown): Double {
  const number = toDouble(value);
  if (value instanceof Decimal128 && Number.isFinite(number) === Boolean(decimalOf(value).special))
    throw conversionFailure(`Conversion would overflow target type in $convert with no onError value: ${value}`);
  return new Double(number);
}

export function decimal(value: unknown): unknown {
  if (typeof value === 'string') {
    if (!REAL.test(value)) throw unreadable(value);
    return Decimal128.fromStringWithRounding(value);
  }
  if (typeof value === 'boolean') return toDecimal(integer(value ? 1 : 0));
  if (value instanceof Date) return toDecimal(Long.fromNumber(value.getTime()));
  if (isNumber(value)) return toDecimal(value);
  throw refused(value, 'decimal');
}
