import { Decimal128, Double, Long } from 'bson';
import { sum } from '../accumulators/sums.ts';
import { compareValues } from '../compare.ts';
import { decimalOf } from '../decimal.ts';
import { decimalArithmetic } from '../decimal-arithmetic.ts';
import { badValue, location, MongoServerFault, typeMismatch } from '../fault.ts';
import { arithmetic, integer, isNumber, numberType, plainNumber, toDecimal, toDouble, widest } from '../numbers.ts';
import { decimalModulo } from './decimal-functions.ts';
import { binaryOrNull, isNullish, type Operators, ofNumber, shownType, variadic } from './operands.ts';

/** Adds numbers, exactly as far as they are whole, and milliseconds to at most one date. */
function add(values: unknown[]): unknown {
  const total = sum();
  let date: Date | undefined;
  for (const value of values) {
    if (isNullish(value)) return null;
    if (value instanceof Date) {
      if (date) throw location(16612, 'only one date allowed in an $add expression');
      date = value;
    } else if (isNumber(value)) total.add(value);
    else throw typeMismatch(`$add only supports numeric or date types, not ${shownType(value)}`);
  }
  if (!date) return total.result();
  const milliseconds = toDouble(total.result());
  // Halves go away from zero.
  return dateAt(date.getTime() + Math.sign(milliseconds) * Math.round(Math.abs(milliseconds)), '$add');
}

function dateAt(time: number, name: string): Date {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) throw new MongoServerFault(15, 'Overflow', `date overflow in ${name}`);
  return date;
}

function subtract(a: unknown, b: unknown): unknown {
  if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime());
  if (a instanceof Date && isNumber(b)) return dateAt(a.getTime() - Math.trunc(toDouble(b)), '$subtract');
  if (!isNumber(a) || !isNumber(b)) throw typeMismatch(`can't $subtract ${shownType(b)} from ${shownType(a)}`);
  return arithmetic('-', a, b);
}

/** Whole numbers that overflow a long go on as doubles. */
function multiply(values: unknown[]): unknown {
  let product: unknown = integer(1);
  let ints = true;
  for (const value of values) {
    if (isNullish(value)) return null;
    if (!isNumber(value)) throw typeMismatch(`$multiply only supports numeric types, not ${shownType(value)}`);
    ints &&= numberType(value) === 'int';
    product = arithmetic('*', product, value);
  }
  return ints && product instanceof Long ? integer(product.toBigInt()) : product;
}

/** Decimals may be nearer to zero than doubles. */
const isZero = (value: unknown): boolean => compareValues(value, 0) === 0;

function divide(a: unknown, b: unknown): unknown {
  if (!isNumber(a) || !isNumber(b)) {
    throw typeMismatch(`$divide only supports numeric types, not ${shownType(a)} and ${shownType(b)}`);
  }
  if (isZero(b)) throw badValue("can't $divide by zero");
  if (a instanceof Decimal128 || b instanceof Decimal128)
    return decimalArithmetic('/', decimalOf(toDecimal(a)), decimalOf(toDecimal(b)));
  return new Double(toDouble(a) / toDouble(b));
}

function modulo(a: unknown, b: unknown): unknown {
  if (!isNumber(a) || !isNumber(b))
    throw location(16611, `$mod only supports numeric types, not ${shownType(a)} and ${shownType(b)}`);
  const isDecimal = a instanceof Decimal128 || b instanceof Decimal128;
  if (isZero(b)) throw location(isDecimal ? 5733415 : 16610, "can't $mod by zero");
  if (isDecimal) return decimalModulo(toDecimal(a), toDecimal(b));
  const divisor = wholeDivisor(b);
  const type = widest(numberType(a) ?? 'int', numberType(divisor) ?? 'int');
  if (type === 'double') return new Double(toDouble(a) % toDouble(b));
  return integer(BigInt(plainNumber(a) as bigint) % BigInt(plainNumber(divisor) as bigint), type as 'int' | 'long');
}

/** A whole double of 32 bits divides as the integer that it is. */
function wholeDivisor(value: unknown): unknown {
  const number = toDouble(value);
  return numberType(value) === 'double' && number === (number | 0) ? integer(number) : value;
}

function absolute(value: unknown): unknown {
  if (value instanceof Long && value.equals(Long.MIN_VALUE)) throw location(28680, "can't take $abs of long long min");
  return compareValues(value, 0) < 0 ? arithmetic('-', integer(0), value) : arithmetic('+', integer(0), value);
}

export const arithmeticOperators: Operators = {
  $add: variadic(add),
  $subtract: binaryOrNull(subtract),
  $multiply: variadic(multiply),
  $divide: binaryOrNull(divide),
  $mod: binaryOrNull(modulo),
  $abs: ofNumber(absolute),
};
