import { canonicalKey } from '../canonical-key.ts';
import { compareBy, compareValues } from '../compare.ts';
import { type Doc, isDocument } from '../document.ts';
import { badValue, failedToParse, typeMismatch } from '../fault.ts';
import { isNumber, toDouble, wholeNumber } from '../numbers.ts';
import { shown } from '../shown.ts';
import { typeName } from '../type-name.ts';
import type { CompileChange } from './change.ts';

const push: CompileChange = (operand, _scope, path) => {
  const { $each, $position, $slice, $sort } = pushModifiers(operand);
  const order = $sort === undefined ? undefined : elementOrder($sort);
  const position = $position === undefined ? undefined : whole('$position', $position);
  const keep = $slice === undefined ? undefined : whole('$slice', $slice);
  return {
    creates: true,
    apply(value, doc) {
      if (value !== undefined && !Array.isArray(value)) {
        throw badValue(
          `The field '${path}' must be an array but is of type ${typeName(value)} in document {_id: ${shown(doc._id)}}`,
        );
      }
      const result = [...(value ?? [])];
      result.splice(position ?? result.length, 0, ...$each);
      if (order) result.sort(order);
      const kept = keep === undefined ? result : keep >= 0 ? result.slice(0, keep) : result.slice(keep);
      const same = value && kept.length === value.length && kept.every((element, i) => element === value[i]);
      return same ? value : kept;
    },
  };
};

function pushModifiers(operand: unknown): { $each: unknown[]; $position?: unknown; $slice?: unknown; $sort?: unknown } {
  if (!isDocument(operand) || !('$each' in operand)) return { $each: [operand] };
  for (const clause of Object.keys(operand)) {
    if (!['$each', '$position', '$slice', '$sort'].includes(clause)) {
      throw badValue(`Unrecognized clause in $push: ${clause}`);
    }
  }
  return { ...operand, $each: eachOf('$push', operand.$each) };
}

function eachOf(operator: string, each: unknown): unknown[] {
  if (Array.isArray(each)) return each;
  throw operator === '$push'
    ? badValue(`The argument to $each in $push must be an array but it was of type: ${typeName(each)}`)
    : typeMismatch(`The argument to $each in $addToSet must be an array but it was of type ${typeName(each)}`);
}

function whole(clause: string, value: unknown): number {
  const number = wholeNumber(value);
  if (number === undefined)
    throw badValue(`The value for ${clause} must be an integer value but was given type: ${typeName(value)}`);
  return number;
}

function elementOrder(sort: unknown): (a: unknown, b: unknown) => number {
  if (isDocument(sort)) {
    if (Object.keys(sort).length === 0) throw badValue('The $sort pattern is empty when it should be a set of fields.');
    const byFields = compareBy(sort as Record<string, 1 | -1>);
    const fields = (element: unknown): Doc => (isDocument(element) ? element : {});
    return (a, b) => byFields(fields(a), fields(b));
  }
  const direction = isNumber(sort) ? toDouble(sort) : 0;
  if (direction !== 1 && direction !== -1) throw badValue('The $sort element value must be either 1 or -1');
  return (a, b) => compareValues(a, b) * direction;
}

const addToSet: CompileChange = (operand, _scope, path) => {
  const hasEach = isDocument(operand) && '$each' in operand;
  const wanted = hasEach ? eachOf('$addToSet', operand.$each) : [operand];
  return {
    creates: true,
    apply(value) {
      if (value !== undefined && !Array.isArray(value)) {
        throw badValue(
          `Cannot apply $addToSet to non-array field. Field named '${path.split('.').at(-1)}' has non-array type ${typeName(value)}`,
        );
      }
      const present = new Set((value ?? []).map(canonicalKey));
      const added = wanted.filter((element) => {
        const key = canonicalKey(element);
        return !present.has(key) && present.add(key);
      });
      return value && added.length === 0 ? value : [...(value ?? []), ...added];
    },
  };
};

const pop: CompileChange = (operand, _scope, path) => {
  const end = isNumber(operand) ? toDouble(operand) : undefined;
  if (end === undefined) throw failedToParse(`Expected a number in: ${path}: ${shown(operand)}`);
  if (end !== 1 && end !== -1) throw failedToParse(`$pop expects 1 or -1, found: ${end}`);
  return {
    creates: false,
    apply(value) {
      if (value === undefined) return undefined;
      if (!Array.isArray(value)) {
        throw typeMismatch(`Path '${path}' contains an element of non-array type '${typeName(value)}'`);
      }
      if (value.length === 0) return value;
      return end === 1 ? value.slice(0, -1) : value.slice(1);
    },
  };
};

export const arrayChanges: Record<string, CompileChange> = { $push: push, $addToSet: addToSet, $pop: pop };
