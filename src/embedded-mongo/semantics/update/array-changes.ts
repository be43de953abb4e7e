import { keysBy } from '../collated-key.ts';
import { isDocument, onlyField } from '../document.ts';
import { badValue, failedToParse, typeMismatch } from '../fault.ts';
import { longOf } from '../long-of.ts';
import { isNumber } from '../numbers.ts';
import { shown } from '../shown.ts';
import { typeName } from '../type-name.ts';
import type { CompileChange } from './change.ts';
import { push } from './push-change.ts';

const addToSet: CompileChange = (operand, { text }, path) => {
  const wanted = wantedElements(operand);
  return {
    creates: true,
    apply(value) {
      if (value !== undefined && !Array.isArray(value)) {
        throw badValue(
          `Cannot apply $addToSet to non-array field. Field named '${path.split('.').at(-1)}' has non-array type ${typeName(value)}`,
        );
      }
      const keyOf = keysBy(text);
      const present = new Set((value ?? []).map(keyOf));
      // A set that has grown has met something new.
      const added = wanted.filter((element) => present.size < present.add(keyOf(element)).size);
      return value && added.length === 0 ? value : [...(value ?? []), ...added];
    },
  };
};

function wantedElements(operand: unknown): unknown[] {
  if (!isDocument(operand) || Object.keys(operand)[0] !== '$each') return [operand];
  const { $each } = operand;
  if (!Array.isArray($each)) {
    throw typeMismatch(`The argument to $each in $addToSet must be an array but it was of type ${typeName($each)}`);
  }
  if (onlyField(operand) === undefined) {
    throw badValue(`Found unexpected fields after $each in $addToSet: ${shown(operand)}`);
  }
  return $each;
}

const pop: CompileChange = (operand, _scope, path) => {
  if (!isNumber(operand)) throw failedToParse(`Expected a number in: ${path}: ${shown(operand)}`);
  const end = longOf(operand);
  if (end === undefined) throw failedToParse(`Expected an integer: ${path}: ${shown(operand)}`);
  if (end !== 1n && end !== -1n) throw failedToParse(`$pop expects 1 or -1, found: ${end}`);
  return {
    creates: false,
    apply(value) {
      if (value === undefined) return undefined;
      if (!Array.isArray(value)) {
        throw typeMismatch(`Path '${path}' contains an element of non-array type '${typeName(value)}'`);
      }
      if (value.length === 0) return value;
      return end === 1n ? value.slice(0, -1) : value.slice(1);
    },
  };
};

export const arrayChanges: Record<string, CompileChange> = { $push: push, $addToSet: addToSet, $pop: pop };
