import { Double, Long } from 'bson';
import { compareValues } from '../compare.ts';
import { decimalArithmetic, decimalOf } from '../decimal.ts';
import { badValue, location, typeMismatch } from '../fault.ts';
import { arithmetic, integer, isNumber, numberType, plainNumber, toDecimal, toDouble, widest } from '../numbers.ts';
import { typeName } from '../type-name.ts';
import { binary, isNullish, type Operators, unary, variadic } from './operands.ts';

/** Adds numbers, and milliseconds to at most one date. */
function add(values: unknown[]): unknown {
  let sum: unknown = integer(0);
  let date: Date | undefined;
  for (const value of values) {
    if (isNullish(value)) return null;
    if (value instanceof Date) {
      if (date) throw location(16612, 'only one date allowed in an $add expression');
      date = value;
    } else {
      if (!isNumber(value)) throw typeMismatch(`$add only supports numeric or date types, not ${typeName(value)}`);
      sum = arithmetic('+', sum, value);
    }
  }
  return date ? new Date(date.getTime() + Math.round(toDouble(sum))) : sum;
}

function subtract(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null;
  if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime());
  if (a instanceof Date && isNumber(b)) return new Date(a.getTime() - Math.round(toDouble(b)));
  if (!isNumber(a) || !isNumber(b)) throw typeMismatch(`can't $subtract ${typeName(b)} from ${typeName(a)}`);
  return arithmetic('-', a, b);
}

function multiply(values: unknown[]): unknown {
  let product: unknown = integer(1);
  for (const value of values) {
    if (isNullish(value)) return null;
    if (!isNumber(value)) throw typeMismatch(`$multiply only supports numeric types, not ${typeName(value)}`);
    product = arithmetic('*', product, value);
  }
  return product;
}

function divide(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null;
  if (!isNumber(a) || !isNumber(b)) {
    throw typeMismatch(`$divide only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
  }
  if (toDouble(b) === 0) throw badValue("can't $divide by zero");
  if (numberType(a) === 'decimal' || numberType(b) === 'decimal') {
    return decimalArithmetic('/', decimalOf(toDecimal(a)), decimalOf(toDecimal(b)));
  }
  return new Double(toDouble(a) / toDouble(b));
}

function modulo(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null;
  if (!isNumber(a) || !isNumber(b)) {
    throw typeMismatch(`$mod only supports numeric types, not ${typeName(a)} and ${typeName(b)}`);
  }
  if (toDouble(b) === 0) throw location(16610, "can't $mod by zero");
  const type = widest(numberType(a) ?? 'int', numberType(b) ?? 'int');
  if (type === 'double' || type === 'decimal') return new Double(toDouble(a) % toDouble(b));
  return integer(BigInt(plainNumber(a) as bigint) % BigInt(plainNumber(b) as bigint), type);
}

function absolute(value: unknown): unknown {
  if (isNullish(value)) return null;
  if (!isNumber(value)) throw location(28765, `$abs only supports numeric types, not ${typeName(value)}`);
  return compareValues(value, 0) < 0 ? arithmetic('-', integer(0), value) : arithmetic('+', integer(0), value);
}

export const arithmeticOperators: Operators = {
  $add: variadic(add),
  $subtract: binary(subtract),
  $multiply: variadic(multiply),
  $divide: binary(divide),
  $mod: binary(modulo),
  $abs: unary(absolute),
};
