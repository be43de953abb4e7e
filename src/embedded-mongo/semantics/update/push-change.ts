import { compareBy, compareValues } from '../compare.ts';
import { type Doc, isDocument } from '../document.ts';
import { badValue } from '../fault.ts';
import { longOf } from '../long-of.ts';
import { isNumber, toDouble } from '../numbers.ts';
import { shownId } from '../shown.ts';
import type { CompareText } from '../text-order.ts';
import { typeName } from '../type-name.ts';
import type { CompileChange } from './change.ts';

/** `$push` of one value, or of each of several at a place, sorted and cut. */
export const push: CompileChange = (operand, { text }, path) => {
  const { each, position, order, keep } = modifiersOf(operand, text);
  return {
    creates: true,
    apply(value, doc) {
      if (value !== undefined && !Array.isArray(value)) {
        throw badValue(
          `The field '${path}' must be an array but is of type ${typeName(value)} in document ${shownId(doc._id)}`,
        );
      }
      const result = [...(value ?? [])];
      result.splice(position ?? result.length, 0, ...each);
      if (order) result.sort(order);
      const kept = keep === undefined ? result : keep >= 0 ? result.slice(0, keep) : result.slice(keep);
      const same = value && kept.length === value.length && kept.every((element, i) => element === value[i]);
      return same ? value : kept;
    },
  };
};

interface Modifiers {
  each: unknown[];
  position?: number | undefined;
  order?: ((a: unknown, b: unknown) => number) | undefined;
  keep?: number | undefined;
}

function modifiersOf(operand: unknown, text: CompareText | undefined): Modifiers {
  if (!isDocument(operand) || !Object.hasOwn(operand, '$each')) return { each: [operand] };
  for (const clause of Object.keys(operand)) {
    if (!['$each', '$position', '$slice', '$sort'].includes(clause)) {
      throw badValue(`Unrecognized clause in $push: ${clause}`);
    }
  }
  const { $each, $position, $slice, $sort } = operand;
  if (!Array.isArray($each)) {
    throw badValue(`The argument to $each in $push must be an array but it was of type: ${typeName($each)}`);
  }
  const given = (clause: string) => `The value for ${clause} must be an integer value`;
  return {
    each: $each,
    keep: whole($slice, `${given('$slice')} but was given type: `),
    order: $sort === undefined ? undefined : elementOrder($sort, text),
    position: whole($position, `${given('$position')}, not of type: `),
  };
}

function whole(value: unknown, fault: string): number | undefined {
  if (value === undefined) return undefined;
  const number = longOf(value);
  if (number === undefined) throw badValue(`${fault}${typeName(value)}`);
  return Number(number);
}

function elementOrder(sort: unknown, text: CompareText | undefined): (a: unknown, b: unknown) => number {
  if (isDocument(sort)) return fieldOrder(sort, text);
  if (!isNumber(sort)) {
    throw badValue('The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields');
  }
  const direction = directionOf(sort);
  return (a, b) => compareValues(a, b, text) * direction;
}

/** Elements that are no documents sort as documents without fields. */
function fieldOrder(sort: Doc, text: CompareText | undefined): (a: unknown, b: unknown) => number {
  const entries = Object.entries(sort);
  if (entries.length === 0) throw badValue('The $sort pattern is empty when it should be a set of fields.');
  for (const [path] of entries) {
    if (path === '') throw badValue('The $sort field cannot be empty');
    if (path.split('.').includes('')) {
      throw badValue(`The $sort field is a dotted field but has an empty part: ${path}`);
    }
  }
  const byFields = compareBy(
    Object.fromEntries(entries.map(([path, direction]) => [path, directionOf(direction)])),
    text,
  );
  const fields = (element: unknown): Doc => (isDocument(element) ? element : {});
  return (a, b) => byFields(fields(a), fields(b));
}

function directionOf(value: unknown): 1 | -1 {
  const direction = isNumber(value) ? toDouble(value) : 0;
  if (direction === 1 || direction === -1) return direction;
  throw badValue('The $sort element value must be either 1 or -1');
}
