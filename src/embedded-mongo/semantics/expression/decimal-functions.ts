import { Decimal128, Double } from 'bson';
import { decimalOf, isNegative, scaledTo, stripZeros, toDecimal128 } from '../decimal.ts';
import { decimalArithmetic } from '../decimal-arithmetic.ts';
import { toDecimal, toDouble, wholeNumber } from '../numbers.ts';

const NOT_A_NUMBER = Decimal128.fromString('NaN');

/** The remainder, with the sign of the dividend. */
export function decimalModulo(dividend: Decimal128, divisor: Decimal128): Decimal128 {
  const [a, b] = [decimalOf(dividend), decimalOf(divisor)];
  if (a.special || b.special === 'NaN') return NOT_A_NUMBER;
  if (b.special) return dividend;
  const exponent = Math.min(a.exponent, b.exponent);
  return toDecimal128({ digits: scaledTo(a, exponent) % scaledTo(b, exponent), exponent, minus: isNegative(a) });
}

/** Digits that a square root is computed with, before it is rounded to 34. */
const ROOT_DIGITS = 40;

export function decimalRoot(value: Decimal128): Decimal128 {
  const { digits, exponent, special } = decimalOf(value);
  if (special || digits === 0n) return value;
  const even = exponent - Math.abs(exponent % 2);
  const spare = Math.max(0, ROOT_DIGITS - Math.floor(String(digits).length / 2));
  const radicand = digits * 10n ** BigInt(exponent - even + 2 * spare);
  const root = integerRoot(radicand);
  if (root * root === radicand) return toDecimal128(stripZeros({ digits: root, exponent: even / 2 - spare }, even / 2));
  // One digit more tells rounding that something follows.
  return toDecimal128({ digits: root * 10n + 1n, exponent: even / 2 - spare - 1 });
}

/** Newton's way, from above. */
function integerRoot(value: bigint): bigint {
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** Beyond this exponent, and for broken ones, a power is computed as doubles are. */
const MOST_EXACT = 100;

export function decimalPower(base: Decimal128, exponent: Decimal128): Decimal128 {
  const times = wholeNumber(exponent);
  const { digits, exponent: own, special } = decimalOf(base);
  if (special || times === undefined || Math.abs(times) > MOST_EXACT) {
    return toDecimal(new Double(toDouble(base) ** toDouble(exponent)));
  }
  const power = { digits: digits ** BigInt(Math.abs(times)), exponent: own * Math.abs(times) };
  return times < 0 ? decimalArithmetic('/', decimalOf(1), power) : toDecimal128(power);
}
