import { Decimal128, Double } from 'bson';
import { location } from '../fault.ts';
import { integer, isNumber, numberType, plainNumber, toDecimal, toDouble, widest } from '../numbers.ts';
import { decimalPower, decimalRoot } from './decimal-functions.ts';
import { binary, isNullish, type Operator, type Operators, shownType, unary } from './operands.ts';

/** A function of doubles; decimals become doubles for it and their result a decimal. Null for null. */
export function real(name: string, apply: (value: number) => number): Operator {
  return unary((value) => {
    if (isNullish(value)) return null;
    if (!isNumber(value)) throw location(28765, `${name} only supports numeric types, not ${shownType(value)}`);
    return asWideAs(apply(toDouble(value)), value);
  });
}

export function asWideAs(result: number, ...values: unknown[]): Double | Decimal128 {
  const double = new Double(result);
  return values.some((value) => value instanceof Decimal128) ? toDecimal(double) : double;
}

function power(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null;
  if (!isNumber(a)) throw location(28762, `$pow's base must be numeric, not ${shownType(a)}`);
  if (!isNumber(b)) throw location(28763, `$pow's exponent must be numeric, not ${shownType(b)}`);
  const [base, exponent] = [toDouble(a), toDouble(b)];
  if (base === 0 && exponent < 0) throw location(28764, '$pow cannot take a base of 0 and a negative exponent');
  const type = widest(numberType(a) ?? 'int', numberType(b) ?? 'int');
  if (type === 'decimal') return decimalPower(toDecimal(a), toDecimal(b));
  const double = base ** exponent;
  if (type === 'double') return new Double(double);
  if (Math.abs(base) === 1) return integer(double, type);
  const isWhole = exponent >= 0 && Math.abs(double) < 2 ** 64;
  return isWhole ? integer(BigInt(plainNumber(a) as bigint) ** BigInt(exponent), type) : new Double(double);
}

function logarithm(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null;
  if (!isNumber(a)) throw location(28756, `$log's argument must be numeric, not ${shownType(a)}`);
  if (!isNumber(b)) throw location(28757, `$log's base must be numeric, not ${shownType(b)}`);
  const [value, base] = [toDouble(a), toDouble(b)];
  if (value <= 0) throw location(28758, `$log's argument must be a positive number, but is ${value}`);
  if (base <= 0 || base === 1)
    throw location(28759, `$log's base must be a positive number not equal to 1, but is ${base}`);
  return asWideAs(Math.log(value) / Math.log(base), a, b);
}

function positive(name: string, code: number, apply: (value: number) => number): Operator {
  return real(name, (value) => {
    if (value <= 0) throw location(code, `${name}'s argument must be a positive number, but is ${value}`);
    return apply(value);
  });
}

function squareRoot(value: unknown): unknown {
  if (isNullish(value)) return null;
  if (!isNumber(value)) throw location(28765, `$sqrt only supports numeric types, not ${shownType(value)}`);
  if (toDouble(value) < 0) throw location(28714, "$sqrt's argument must be greater than or equal to 0");
  return value instanceof Decimal128 ? decimalRoot(value) : new Double(Math.sqrt(toDouble(value)));
}

const random: Operator = (operand) => {
  if (Object.keys(operand ?? {}).length > 0) throw location(3040501, '$rand does not currently accept arguments');
  return () => new Double(Math.random());
};

export const functionOperators: Operators = {
  $pow: binary(power),
  $exp: real('$exp', Math.exp),
  $log: binary(logarithm),
  $ln: positive('$ln', 28766, Math.log),
  $log10: positive('$log10', 28761, Math.log10),
  $sqrt: unary(squareRoot),
  $rand: random,
};
