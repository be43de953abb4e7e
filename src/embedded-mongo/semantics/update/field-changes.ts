import { Timestamp } from 'bson';
import { compareValues } from '../compare.ts';
import { isDocument } from '../document.ts';
import { badValue, typeMismatch } from '../fault.ts';
import { identical } from '../identical.ts';
import { arithmetic, integer, isNumber, numberType } from '../numbers.ts';
import { shown } from '../shown.ts';
import { typeName } from '../type-name.ts';
import type { CompileChange } from './change.ts';

const set: CompileChange = (operand) => ({
  creates: true,
  apply: (value) => (identical(value, operand) ? value : operand),
});

const unset: CompileChange = () => ({ creates: false, apply: () => undefined });

const increment: CompileChange = (operand, _scope, path) => {
  if (!isNumber(operand))
    throw typeMismatch(`Cannot increment with non-numeric argument: {${path}: ${shown(operand)}}`);
  return {
    creates: true,
    apply: (value, doc) => (value === undefined ? operand : calculated('+', '$inc', value, operand, path, doc._id)),
  };
};

const multiply: CompileChange = (operand, _scope, path) => {
  if (!isNumber(operand)) throw typeMismatch(`Cannot multiply with non-numeric argument: {${path}: ${shown(operand)}}`);
  return {
    creates: true,
    apply: (value, doc) =>
      value === undefined
        ? arithmetic('*', integer(0), operand)
        : calculated('*', '$mul', value, operand, path, doc._id),
  };
};

function calculated(
  operator: '+' | '*',
  name: string,
  value: unknown,
  operand: unknown,
  path: string,
  id: unknown,
): unknown {
  if (!isNumber(value)) {
    throw typeMismatch(
      `Cannot apply ${name} to a value of non-numeric type. {_id: ${shown(id)}} has the field '${path.split('.').at(-1)}' of non-numeric type ${typeName(value)}`,
    );
  }
  const result = arithmetic(operator, value, operand);
  const overflow = numberType(result) === 'double' && isWhole(value) && isWhole(operand);
  if (overflow)
    throw badValue(
      `Failed to apply ${name} operations to current value (${shown(value)}) for document {_id: ${shown(id)}}`,
    );
  return identical(result, value) ? value : result;
}

function isWhole(value: unknown): boolean {
  const type = numberType(value);
  return type === 'int' || type === 'long';
}

const least: CompileChange = (operand) => ({
  creates: true,
  apply: (value) => (value === undefined || compareValues(operand, value) < 0 ? operand : value),
});

const greatest: CompileChange = (operand) => ({
  creates: true,
  apply: (value) => (value === undefined || compareValues(operand, value) > 0 ? operand : value),
});

const currentDate: CompileChange = (operand, { now }, path) => {
  const type = isDocument(operand) ? operand.$type : typeof operand === 'boolean' ? 'date' : undefined;
  if (type === 'date') return { creates: true, apply: () => now };
  if (type === 'timestamp') {
    return { creates: true, apply: () => new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }) };
  }
  if (isDocument(operand)) {
    throw badValue(
      "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
    );
  }
  throw badValue(
    `${typeName(operand)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}): ${path}`,
  );
};

const bits: CompileChange = (operand) => {
  if (!isDocument(operand)) {
    throw badValue(
      'The $bit modifier is not compatible with this operand. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}',
    );
  }
  const steps = Object.entries(operand);
  if (steps.length === 0)
    throw badValue('You must pass in at least one bitwise operation. The format is: {$bit: {field: {and/or/xor: #}}');
  for (const [name, mask] of steps) {
    if (!['and', 'or', 'xor'].includes(name))
      throw badValue(
        `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator`,
      );
    if (!isWhole(mask))
      throw badValue(
        `The $bit modifier field must be an Integer(32/64 bit); a '${typeName(mask)}' is not supported here`,
      );
  }
  return {
    creates: true,
    apply(value) {
      if (value !== undefined && !isWhole(value)) {
        throw badValue(`Cannot apply $bit to a value of non-integral type: ${typeName(value)}`);
      }
      const result = steps.reduce<unknown>((bits, [name, mask]) => combine(name, bits, mask), value ?? integer(0));
      return identical(result, value) ? value : result;
    },
  };
};

function combine(name: string, value: unknown, mask: unknown): unknown {
  const type = numberType(value) === 'long' || numberType(mask) === 'long' ? 'long' : 'int';
  const a = BigInt(String(value));
  const b = BigInt(String(mask));
  return integer(name === 'and' ? a & b : name === 'or' ? a | b : a ^ b, type);
}

export const fieldChanges: Record<string, CompileChange> = {
  $set: set,
  $unset: unset,
  $inc: increment,
  $mul: multiply,
  $min: least,
  $max: greatest,
  $currentDate: currentDate,
  $bit: bits,
};
