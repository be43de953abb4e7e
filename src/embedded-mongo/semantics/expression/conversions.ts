import { Decimal128, Double, Long, ObjectId } from 'bson';
import { formatDate } from '../dates/format.ts';
import { conversionFailure, parseDate } from '../dates/parse.ts';
import { UTC } from '../dates/zone.ts';
import { badValue } from '../fault.ts';
import { integer, isNumber, numberType, plainNumber, toDecimal, toDouble } from '../numbers.ts';
import { shown } from '../shown.ts';
import { type TypeName, typeByAlias, typeName } from '../type-name.ts';
import { dateOf } from './date-of.ts';
import { isTrue } from './logic.ts';
import { isNullish, namedArguments, type Operator, type Operators, unary } from './operands.ts';

function refused(value: unknown, to: string): Error {
  return conversionFailure(`Unsupported conversion from ${typeName(value)} to ${to} in $convert with no onError value`);
}

function whole(value: unknown, to: 'int' | 'long'): unknown {
  const truncated = wholePart(value, to);
  const limit = to === 'int' ? 2n ** 31n : 2n ** 63n;
  if (truncated < -limit || truncated >= limit) {
    throw conversionFailure(`Conversion would overflow target type in $convert with no onError value: ${shown(value)}`);
  }
  return to === 'int' ? integer(truncated) : Long.fromBigInt(truncated);
}

function wholePart(value: unknown, to: 'int' | 'long'): bigint {
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (value instanceof Date && to === 'long') return BigInt(value.getTime());
  if (typeof value === 'string') {
    if (/^[+-]?\d{1,40}$/.test(value)) return BigInt(value.replace('+', ''));
    throw conversionFailure(`Failed to parse number '${value}' in $convert with no onError value`);
  }
  const plain = plainNumber(value);
  if (plain === undefined) throw refused(value, to);
  if (typeof plain === 'bigint') return plain;
  const double = toDouble(plain);
  if (!Number.isFinite(double))
    throw conversionFailure(
      'Attempt to convert NaN or infinity value to integer type in $convert with no onError value',
    );
  return BigInt(Math.trunc(double));
}

function double(value: unknown): unknown {
  if (typeof value === 'boolean') return new Double(value ? 1 : 0);
  if (value instanceof Date) return new Double(value.getTime());
  if (isNumber(value)) return new Double(toDouble(value));
  if (typeof value !== 'string') throw refused(value, 'double');
  const number = value.trim() === value && value !== '' ? Number(value) : Number.NaN;
  if (Number.isNaN(number) && value !== 'NaN')
    throw conversionFailure(`Failed to parse number '${value}' in $convert with no onError value`);
  return new Double(number);
}

function decimal(value: unknown): unknown {
  if (typeof value === 'string') {
    try {
      return Decimal128.fromString(value);
    } catch {
      throw conversionFailure(`Failed to parse number '${value}' in $convert with no onError value`);
    }
  }
  if (isNumber(value)) return toDecimal(value);
  return toDecimal(double(value));
}

function text(value: unknown): unknown {
  if (value instanceof Date) return formatDate(value, '%Y-%m-%dT%H:%M:%S.%LZ', UTC);
  if (isNumber(value)) return String(plainNumber(value));
  if (typeof value === 'string' || typeof value === 'boolean') return String(value);
  if (typeName(value) === 'objectId') return (value as ObjectId).toHexString();
  throw refused(value, 'string');
}

function objectId(value: unknown): unknown {
  if (typeName(value) === 'objectId') return value;
  if (typeof value === 'string') {
    if (/^[0-9a-f]{24}$/i.test(value)) return ObjectId.createFromHexString(value);
    throw conversionFailure(`Failed to parse objectId '${value}' in $convert with no onError value`);
  }
  throw refused(value, 'objectId');
}

function date(value: unknown): unknown {
  if (typeof value === 'string') return parseDate(value, UTC);
  if (isNumber(value) && numberType(value) !== 'int') return new Date(Math.trunc(toDouble(value)));
  if (value instanceof Date || ['objectId', 'timestamp'].includes(typeName(value))) return dateOf(value);
  throw refused(value, 'date');
}

const CONVERSIONS: Partial<Record<TypeName, (value: unknown) => unknown>> = {
  int: (value) => whole(value, 'int'),
  long: (value) => whole(value, 'long'),
  double,
  decimal,
  string: text,
  objectId,
  date,
  bool: isTrue,
};

function conversion(to: unknown): (value: unknown) => unknown {
  const name = typeof to === 'string' ? typeByAlias(to) : isNumber(to) ? typeByAlias(toDouble(to)) : undefined;
  const convert = name && CONVERSIONS[name];
  if (!convert) throw badValue(`Unknown type name: ${shown(to)}`);
  return convert;
}

const convert: Operator = (operand, compile, _scope, name) => {
  const { input, to, onError, onNull } = namedArguments(operand, ['input', 'to'], ['onError', 'onNull'], name);
  const [valueOf, typeOf, ifFailed, ifNull] = [input, to, onError ?? null, onNull ?? null].map((spec) => compile(spec));
  return (root, variables) => {
    const value = valueOf?.(root, variables);
    if (isNullish(value)) return ifNull?.(root, variables);
    const type = typeOf?.(root, variables);
    if (isNullish(type)) return null;
    const change = conversion(type);
    try {
      return change(value);
    } catch (error) {
      if (onError === undefined) throw error;
      return ifFailed?.(root, variables);
    }
  };
};

const to = (type: TypeName): Operator => {
  const change = conversion(type);
  return unary((value) => (isNullish(value) ? null : change(value)));
};

export const conversionOperators: Operators = {
  $convert: convert,
  $toInt: to('int'),
  $toLong: to('long'),
  $toDouble: to('double'),
  $toDecimal: to('decimal'),
  $toString: to('string'),
  $toObjectId: to('objectId'),
  $toDate: to('date'),
  $toBool: to('bool'),
  $type: unary((value) => (value === undefined ? 'missing' : typeName(value))),
  $isNumber: unary(isNumber),
};
