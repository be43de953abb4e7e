import { Decimal128 } from 'bson';
import { type Decimal, digitCount, isNegative, MAX_DIGITS, scaledTo, stripZeros, toDecimal128 } from './decimal.ts';

/** Adds, subtracts, multiplies or divides with 34 digits, rounding half to even. */
export function decimalArithmetic(operator: '+' | '-' | '*' | '/', a: Decimal, b: Decimal): Decimal128 {
  if (a.special ?? b.special) return Decimal128.fromString(String(specialArithmetic(operator, a, b)));
  const minus = isNegative(a) !== isNegative(b);
  if (operator === '*') return toDecimal128({ digits: a.digits * b.digits, exponent: a.exponent + b.exponent, minus });
  if (operator === '/') return toDecimal128({ ...quotient(a, b), minus });
  const exponent = Math.min(a.exponent, b.exponent);
  const x = scaledTo(a, exponent);
  const y = scaledTo(b, exponent);
  // Zero is below zero when both parts of the sum are.
  const below = isNegative(a) && minus === (operator === '-');
  return toDecimal128({ digits: operator === '+' ? x + y : x - y, exponent, minus: below });
}

function quotient(a: Decimal, b: Decimal): Decimal {
  const shift = MAX_DIGITS + 2 + Math.max(0, digitCount(b.digits) - digitCount(a.digits));
  const scaled = a.digits * 10n ** BigInt(shift);
  const exponent = a.exponent - b.exponent;
  const digits = scaled / b.digits;
  if (scaled % b.digits === 0n) return stripZeros({ digits, exponent: exponent - shift }, exponent);
  // One more digit says that there is a rest, so that no half is seen where there is more.
  const positive = scaled > 0n === b.digits > 0n;
  return { digits: digits * 10n + (positive ? 1n : -1n), exponent: exponent - shift - 1 };
}

function specialArithmetic(operator: '+' | '-' | '*' | '/', a: Decimal, b: Decimal): number {
  const x = a.special ? Number(a.special) : Number(a.digits);
  const y = b.special ? Number(b.special) : Number(b.digits);
  return operator === '+' ? x + y : operator === '-' ? x - y : operator === '*' ? x * y : x / y;
}
