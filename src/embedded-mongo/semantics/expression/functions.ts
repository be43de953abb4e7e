import { Decimal128, Double } from 'bson';
import { location } from '../fault.ts';
import { integer, isNumber, numberType, plainNumber, toDecimal, toDouble, widest } from '../numbers.ts';
import { decimalPower, decimalRoot } from './decimal-functions.ts';
import { binaryOrNull, type Operator, type Operators, ofNumber, shownType } from './operands.ts';

/** A function of doubles; decimals become doubles for it and their result a decimal. */
export const real = (apply: (value: number, name: string) => number): Operator =>
  ofNumber((value, name) => asWideAs(apply(toDouble(value), name), value));

export function asWideAs(result: number, ...values: unknown[]): Double | Decimal128 {
  const double = new Double(result);
  return values.some((value) => value instanceof Decimal128) ? toDecimal(double) : double;
}

function power(a: unknown, b: unknown): unknown {
  if (!isNumber(a)) throw location(28762, `$pow's base must be numeric, not ${shownType(a)}`);
  if (!isNumber(b)) throw location(28763, `$pow's exponent must be numeric, not ${shownType(b)}`);
  const [base, exponent] = [toDouble(a), toDouble(b)];
  if (base === 0 && exponent < 0) throw location(28764, '$pow cannot take a base of 0 and a negative exponent');
  const type = widest(numberType(a) ?? 'int', numberType(b) ?? 'int');
  if (type === 'decimal') return decimalPower(toDecimal(a), toDecimal(b));
  const double = base ** exponent;
  if (type === 'double') return new Double(double);
  const isOne = Math.abs(base) === 1;
  if (!isOne && (exponent < 0 || Math.abs(double) >= 2 ** 64)) return new Double(double);
  const times = BigInt(plainNumber(b) as bigint);
  // Of one and minus one it only matters whether they are taken an odd number of times.
  return integer(BigInt(plainNumber(a) as bigint) ** (isOne ? times & 1n : times), type);
}

function logarithm(a: unknown, b: unknown): unknown {
  if (!isNumber(a)) throw location(28756, `$log's argument must be numeric, not ${shownType(a)}`);
  if (!isNumber(b)) throw location(28757, `$log's base must be numeric, not ${shownType(b)}`);
  const [value, base] = [toDouble(a), toDouble(b)];
  if (value <= 0) throw location(28758, `$log's argument must be a positive number, but is ${value}`);
  if (base <= 0 || base === 1)
    throw location(28759, `$log's base must be a positive number not equal to 1, but is ${base}`);
  return asWideAs(Math.log(value) / Math.log(base), a, b);
}

const positive = (code: number, apply: (value: number) => number): Operator =>
  real((value, name) => {
    if (value <= 0) throw location(code, `${name}'s argument must be a positive number, but is ${value}`);
    return apply(value);
  });

function squareRoot(value: unknown): unknown {
  if (toDouble(value) < 0) throw location(28714, "$sqrt's argument must be greater than or equal to 0");
  return value instanceof Decimal128 ? decimalRoot(value) : new Double(Math.sqrt(toDouble(value)));
}

const random: Operator = (operand) => {
  if (Object.keys(operand ?? {}).length > 0) throw location(3040501, '$rand does not currently accept arguments');
  return () => new Double(Math.random());
};

export const functionOperators: Operators = {
  $pow: binaryOrNull(power),
  $exp: real(Math.exp),
  $log: binaryOrNull(logarithm),
  $ln: positive(28766, Math.log),
  $log10: positive(28761, Math.log10),
  $sqrt: ofNumber(squareRoot),
  $rand: random,
};
