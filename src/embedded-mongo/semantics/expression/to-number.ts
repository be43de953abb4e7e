import { Decimal128, Double, Long } from 'bson';
import { decimalOf } from '../decimal.ts';
import { conversionFailure } from '../fault.ts';
import { longOf } from '../long-of.ts';
import { integer, isNumber, numberType, plainNumber, toDecimal, toDouble } from '../numbers.ts';
import { shown } from '../shown.ts';
import { shownType } from './operands.ts';

export function refused(value: unknown, to: string): Error {
  return conversionFailure(
    `Unsupported conversion from ${shownType(value)} to ${to} in $convert with no onError value`,
  );
}

export function overflow(value: unknown): Error {
  return conversionFailure(`Conversion would overflow target type in $convert with no onError value: ${shown(value)}`);
}

/** `$toInt` and `$toLong`. */
export function whole(value: unknown, to: 'int' | 'long'): unknown {
  const part = wholePart(value, to);
  if (part === undefined) throw overflow(value);
  // A double has to be in range before its fraction is cut off.
  const given = numberType(value) === 'double' ? toDouble(value) : part;
  if (to === 'int' && (given < -(2 ** 31) || given > 2 ** 31 - 1)) throw overflow(value);
  return integer(part, to);
}

/** What remains without the fraction; undefined beyond 64 bits. */
export function wholePart(value: unknown, to: 'int' | 'long'): bigint | undefined {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (value instanceof Date && to === 'long') return BigInt(value.getTime());
  if (typeof value === 'string') {
    if (/^[+-]?\d{1,40}$/.test(value)) return longOf(BigInt(value.replace('+', '')));
    throw unreadable(value);
  }
  if (!isNumber(value)) throw refused(value, to);
  const [special] = /NaN|Infinity/.exec(String(plainNumber(value))) ?? [];
  if (special === undefined) return longOf(value, 'cut');
  const what = special === 'NaN' ? special : 'infinity';
  throw conversionFailure(`Attempt to convert ${what} value to integer type in $convert with no onError value`);
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
  const number = Number(value.replace(/inf.*/i, 'Infinity'));
  if (Math.abs(number) === Number.POSITIVE_INFINITY && /\d/.test(value)) throw unreadable(value);
  return new Double(number);
}

function nearestDouble(value: unknown): Double {
  const number = toDouble(value);
  if (value instanceof Decimal128 && Number.isFinite(number) === Boolean(decimalOf(value).special))
    throw overflow(value);
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
