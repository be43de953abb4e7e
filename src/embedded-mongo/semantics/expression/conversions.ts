import { ObjectId } from 'bson';
import { badValue, conversionFailure, failedToParse, location, type MongoServerFault } from '../fault.ts';
import { isNumber, wholeNumber } from '../numbers.ts';
import { type TypeName, typeByAlias, typeName } from '../type-name.ts';
import { toDate } from './date-of.ts';
import { isTrue } from './logic.ts';
import { isNullish, namedArguments, type Operator, type Operators, shownType, unary } from './operands.ts';
import { dateText, numberText } from './text-of.ts';
import { decimal, double, refused, whole } from './to-number.ts';

function text(value: unknown): unknown {
  if (value instanceof Date) return dateText(value);
  if (isNumber(value)) return numberText(value);
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

const CONVERSIONS: Partial<Record<TypeName, (value: unknown) => unknown>> = {
  int: (value) => whole(value, 'int'),
  long: (value) => whole(value, 'long'),
  double,
  decimal,
  string: text,
  objectId,
  date: toDate,
  bool: isTrue,
};

function conversion(to: unknown): (value: unknown) => unknown {
  const name = targetName(to);
  const change = CONVERSIONS[name];
  if (change) return change;
  return (value) => {
    throw refused(value, name);
  };
}

function targetName(to: unknown): TypeName {
  if (typeof to === 'string') {
    const name = typeByAlias(to);
    if (name) return name;
    throw badValue(`Unknown type name: ${to}`);
  }
  if (!isNumber(to)) throw failedToParse(`$convert's 'to' argument must be a string or number, but is ${typeName(to)}`);
  const number = wholeNumber(to);
  if (number === undefined) throw failedToParse("In $convert, numeric 'to' argument is not an integer");
  const name = typeByAlias(number);
  if (name) return name;
  throw failedToParse(`In $convert, numeric value for 'to' does not correspond to a BSON type: ${number}`);
}

const convert: Operator = (operand, compile, _scope, name) => {
  const { input, to, onError, onNull } = namedArguments(operand, ['input', 'to'], ['onError', 'onNull'], name);
  const [valueOf, typeOf, ifFailed, ifNull] = [input, to, onError ?? null, onNull ?? null].map((spec) => compile(spec));
  return (root, variables) => {
    const type = typeOf?.(root, variables);
    const value = valueOf?.(root, variables);
    const change = isNullish(type) ? undefined : conversion(type);
    if (isNullish(value)) return ifNull?.(root, variables);
    if (!change) return null;
    try {
      return change(value);
    } catch (error) {
      if (onError === undefined || (error as MongoServerFault).codeName !== 'ConversionFailure') throw error;
      return ifFailed?.(root, variables);
    }
  };
};

const to = (type: TypeName): Operator => {
  const change = conversion(type);
  return (operand, compile, _scope, name) => {
    const list = Array.isArray(operand) ? operand : [operand];
    if (list.length !== 1) throw location(50723, `${name} requires a single argument, got ${list.length}`);
    const valueOf = compile(list[0]);
    return (root, variables) => {
      const value = valueOf(root, variables);
      return isNullish(value) ? null : change(value);
    };
  };
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
  $type: unary(shownType),
  $isNumber: unary(isNumber),
};
