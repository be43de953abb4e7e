import { isDocument } from '../document.ts';
import { elementOrder } from '../element-order.ts';
import { badValue } from '../fault.ts';
import { longOf } from '../long-of.ts';
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
      const before = value ?? [];
      const place = position ?? before.length;
      const result = [...before.slice(0, place), ...each, ...before.slice(place)];
      if (order) result.sort(order);
      const kept = keep === undefined ? result : keep >= 0 ? result.slice(0, keep) : result.slice(keep);
      const same = value && kept.length === value.length && kept.every((element, i) => element === value[i]);
      return same ? value : kept;
    },
  };
};

function modifiersOf(operand: unknown, text: CompareText | undefined) {
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
    order: $sort === undefined ? undefined : elementOrder($sort, text, badValue),
    position: whole($position, `${given('$position')}, not of type: `),
  };
}

function whole(value: unknown, fault: string): number | undefined {
  if (value === undefined) return undefined;
  const number = longOf(value);
  if (number === undefined) throw badValue(`${fault}${typeName(value)}`);
  return Number(number);
}
