import { Double } from 'bson';
import { location } from '../fault.ts';
import { integer, isNumber, numberType, plainNumber, toDouble, widest } from '../numbers.ts';
import { shown } from '../shown.ts';
import { typeName } from '../type-name.ts';
import { binary, isNullish, type Operator, type Operators, unary } from './operands.ts';

/** A function of doubles whose result is one, null for null. */
function real(name: string, apply: (value: number) => number): Operator {
  return unary((value) => {
    if (isNullish(value)) return null;
    if (!isNumber(value)) throw location(28765, `${name} only supports numeric types, not ${typeName(value)}`);
    return new Double(apply(toDouble(value)));
  });
}

function power(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null;
  if (!isNumber(a)) throw location(28762, `$pow's base must be numeric, not ${typeName(a)}`);
  if (!isNumber(b)) throw location(28763, `$pow's exponent must be numeric, not ${typeName(b)}`);
  const [base, exponent] = [toDouble(a), toDouble(b)];
  if (base === 0 && exponent < 0) throw location(28764, '$pow cannot take a base of 0 and a negative exponent');
  const type = widest(numberType(a) ?? 'int', numberType(b) ?? 'int');
  const double = base ** exponent;
  if ((type === 'int' || type === 'long') && exponent >= 0 && Math.abs(double) < 2 ** 64) {
    return integer(BigInt(plainNumber(a) as bigint) ** BigInt(plainNumber(b) as bigint), type);
  }
  return new Double(double);
}

function logarithm(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null;
  if (!isNumber(a) || toDouble(a) <= 0)
    throw location(28758, `$log's argument must be a positive number, but is ${shown(a)}`);
  if (!isNumber(b) || toDouble(b) <= 0 || toDouble(b) === 1) {
    throw location(28759, `$log's base must be a positive number not equal to 1, but is ${shown(b)}`);
  }
  return new Double(Math.log(toDouble(a)) / Math.log(toDouble(b)));
}

function positive(name: string, code: number, apply: (value: number) => number): Operator {
  return real(name, (value) => {
    if (value <= 0) throw location(code, `${name}'s argument must be a positive number, but is ${value}`);
    return apply(value);
  });
}

const REAL = [
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'asinh',
  'acosh',
  'atanh',
  'exp',
] as const;

export const functionOperators: Operators = {
  $pow: binary(power),
  $log: binary(logarithm),
  $ln: positive('$ln', 28766, Math.log),
  $log10: positive('$log10', 28761, Math.log10),
  $sqrt: real('$sqrt', (value) => {
    if (value < 0) throw location(28714, "$sqrt's argument must be greater than or equal to 0");
    return Math.sqrt(value);
  }),
  $atan2: binary((a, b) => (isNullish(a) || isNullish(b) ? null : new Double(Math.atan2(toDouble(a), toDouble(b))))),
  $degreesToRadians: real('$degreesToRadians', (value) => (value * Math.PI) / 180),
  $radiansToDegrees: real('$radiansToDegrees', (value) => (value * 180) / Math.PI),
  $rand: () => () => new Double(Math.random()),
  ...Object.fromEntries(REAL.map((name) => [`$${name}`, real(`$${name}`, Math[name])])),
};
