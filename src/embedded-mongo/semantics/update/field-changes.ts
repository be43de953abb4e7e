import { Timestamp } from 'bson';
import { compareValues } from '../compare.ts';
import { isDocument } from '../document.ts';
import { badValue, typeMismatch } from '../fault.ts';
import { identical } from '../identical.ts';
import { arithmetic, integer, isNumber, numberType } from '../numbers.ts';
import { shown, shownId } from '../shown.ts';
import { typeName } from '../type-name.ts';
import { bits, isWhole } from './bits-change.ts';
import type { CompileChange } from './change.ts';

const set: CompileChange = (operand) => ({
  creates: true,
  apply: (value) => (identical(value, operand) ? value : operand),
});

const unset: CompileChange = () => ({ creates: false, lenient: true, apply: () => undefined });

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
      `Cannot apply ${name} to a value of non-numeric type. ${shownId(id)} has the field '${path.split('.').at(-1)}' of non-numeric type ${typeName(value)}`,
    );
  }
  const result = arithmetic(operator, value, operand);
  const overflow = numberType(result) === 'double' && isWhole(value) && isWhole(operand);
  if (overflow) {
    const current = `(${numberType(value) === 'int' ? 'NumberInt' : 'NumberLong'})${String(value)}`;
    throw badValue(`Failed to apply ${name} operations to current value (${current}) for document ${shownId(id)}`);
  }
  return identical(result, value) ? value : result;
}

const least: CompileChange = (operand, { text }) => ({
  creates: true,
  apply: (value) => (value === undefined || compareValues(operand, value, text) < 0 ? operand : value),
});

const greatest: CompileChange = (operand, { text }) => ({
  creates: true,
  apply: (value) => (value === undefined || compareValues(operand, value, text) > 0 ? operand : value),
});

const currentDate: CompileChange = (operand, { now }) => {
  const type = currentType(operand);
  if (type === 'date') return { creates: true, apply: () => now };
  return { creates: true, apply: () => new Timestamp({ t: Math.floor(now.getTime() / 1000), i: 1 }) };
};

function currentType(operand: unknown): 'date' | 'timestamp' {
  if (typeof operand === 'boolean') return 'date';
  if (!isDocument(operand)) {
    throw badValue(
      `${typeName(operand)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    );
  }
  const other = Object.keys(operand).find((name) => name !== '$type');
  if (other !== undefined) throw badValue(`Unrecognized $currentDate option: ${other}`);
  if (operand.$type === 'date' || operand.$type === 'timestamp') return operand.$type;
  throw badValue(
    "The '$type' string field is required to be 'date' or 'timestamp': {$currentDate: {field : {$type: 'date'}}}",
  );
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
