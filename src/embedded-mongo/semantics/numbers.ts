import { type Decimal128, Double, Int32, Long } from 'bson';
import { compareDecimals, decimalOf, parseDecimal, toDecimal128 } from './decimal.ts';
import { decimalArithmetic } from './decimal-arithmetic.ts';
import { tagOf } from './type-name.ts';

/** A BSON number as a plain value: a Long beyond 2^53 stays exact as a bigint. */
export type Plain = number | bigint | Decimal128;

type NumberType = 'int' | 'long' | 'double' | 'decimal';

const WIDTH: Record<NumberType, number> = { int: 0, long: 1, double: 2, decimal: 3 };
const LONG_MIN = -(2n ** 63n);
const LONG_MAX = 2n ** 63n - 1n;

/** The plain value of a BSON number; undefined for everything else. */
export function plainNumber(value: unknown): Plain | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  switch (tagOf(value)) {
    case 'Int32':
    case 'Double':
      return (value as Int32).value;
    case 'Long': {
      const long = value as Long;
      const number = long.toNumber();
      return Number.isSafeInteger(number) ? number : long.toBigInt();
    }
    case 'Decimal128':
      return value as Decimal128;
    default:
      return undefined;
  }
}

export function isNumber(value: unknown): boolean {
  return plainNumber(value) !== undefined;
}

/** The nearest double; NaN for what is no number. */
export function toDouble(value: unknown): number {
  const plain = plainNumber(value);
  if (plain === undefined) return Number.NaN;
  return typeof plain === 'object' ? Number(plain.toString()) : Number(plain);
}

/** The whole number that a value says, whatever its type; undefined when it says none. */
export function wholeNumber(value: unknown): number | undefined {
  const double = toDouble(value);
  return Number.isInteger(double) ? double : undefined;
}

export function numberType(value: unknown): NumberType | undefined {
  if (typeof value === 'number') return Number.isInteger(value) && value === (value | 0) ? 'int' : 'double';
  if (typeof value === 'bigint') return 'long';
  switch (tagOf(value)) {
    case 'Int32':
      return 'int';
    case 'Double':
      return 'double';
    case 'Long':
      return 'long';
    case 'Decimal128':
      return 'decimal';
    default:
      return undefined;
  }
}

/** Compares by exact mathematical value; NaN is below every number and equal to itself. */
export function comparePlain(a: Plain, b: Plain): number {
  if (typeof a === 'object' || typeof b === 'object') return compareDecimals(decimalOf(a), decimalOf(b));
  if (a < b) return -1;
  if (a > b) return 1;
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  return Number.isNaN(b) ? 1 : 0;
}

/** A whole number in the narrowest of int and long that holds it, or as a double when neither does. */
export function integer(value: number | bigint, atLeast: 'int' | 'long' = 'int'): Int32 | Long | Double {
  if (atLeast === 'int' && value >= -2147483648 && value <= 2147483647) return new Int32(Number(value));
  const whole = BigInt(value);
  return whole >= LONG_MIN && whole <= LONG_MAX ? Long.fromBigInt(whole) : new Double(Number(value));
}

/** Adds, subtracts or multiplies as MongoDB does: the wider type wins and an int that overflows becomes a long. */
export function arithmetic(operator: '+' | '-' | '*', a: unknown, b: unknown): Int32 | Long | Double | Decimal128 {
  const type = widest(numberType(a) ?? 'int', numberType(b) ?? 'int');
  if (type === 'decimal') return decimalArithmetic(operator, decimalValue(a), decimalValue(b));
  if (type === 'double') {
    const x = toDouble(a);
    const y = toDouble(b);
    return new Double(operator === '+' ? x + y : operator === '-' ? x - y : x * y);
  }
  const x = plainNumber(a) as number | bigint;
  const y = plainNumber(b) as number | bigint;
  if (typeof x === 'number' && typeof y === 'number') {
    const result = operator === '+' ? x + y : operator === '-' ? x - y : x * y;
    // Normalizes -0, which no integer has.
    if (Number.isSafeInteger(result)) return integer(result + 0, type);
  }
  const left = BigInt(x);
  const right = BigInt(y);
  return integer(operator === '+' ? left + right : operator === '-' ? left - right : left * right, type);
}

export function widest(a: NumberType, b: NumberType): NumberType {
  return WIDTH[a] >= WIDTH[b] ? a : b;
}

/** Doubles become decimals as MongoDB makes them: with fifteen digits. */
function decimalValue(value: unknown) {
  const plain = plainNumber(value) as Plain;
  if (typeof plain !== 'number' || numberType(value) !== 'double' || plain === 0 || !Number.isFinite(plain)) {
    return decimalOf(plain);
  }
  return parseDecimal(plain.toExponential(14));
}

export function toDecimal(value: unknown): Decimal128 {
  return toDecimal128(decimalValue(value));
}
