import type { Decimal128 } from 'bson';
import { decimalOf, roundDecimal } from './decimal.ts';
import { comparePlain, plainNumber } from './numbers.ts';

const LEAST = -(2n ** 63n);
const GREATEST = 2n ** 63n - 1n;

/** The 64-bit integer that a number of any type is exactly, or whose fraction is cut off; undefined beyond 64 bits. */
export function longOf(value: unknown, fraction: 'none' | 'cut' = 'none'): bigint | undefined {
  const plain = plainNumber(value);
  if (plain === undefined) return undefined;
  const whole = typeof plain === 'object' ? wholePart(plain, fraction) : wholeOf(plain, fraction);
  return whole !== undefined && whole >= LEAST && whole <= GREATEST ? whole : undefined;
}

function wholeOf(value: number | bigint, fraction: 'none' | 'cut'): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (!Number.isFinite(value) || (fraction === 'none' && !Number.isInteger(value))) return undefined;
  return BigInt(Math.trunc(value));
}

function wholePart(value: Decimal128, fraction: 'none' | 'cut'): bigint | undefined {
  const decimal = decimalOf(value);
  if (decimal.special || decimal.exponent > 20) return decimal.digits === 0n && !decimal.special ? 0n : undefined;
  if (decimal.exponent >= 0) return decimal.digits * 10n ** BigInt(decimal.exponent);
  const { digits } = roundDecimal(decimal, 0, 'down');
  return fraction === 'cut' || comparePlain(value, digits) === 0 ? digits : undefined;
}
