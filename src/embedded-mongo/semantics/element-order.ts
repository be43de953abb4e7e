import { compareBy, compareValues } from './compare.ts';
import { type Doc, isDocument } from './document.ts';
import { isNumber, toDouble } from './numbers.ts';
import type { CompareText } from './text-order.ts';

/** What is wrong with an order: its shape, its one direction, or its fields. */
type Wrong = 'shape' | 'direction' | 'fields';

type Refuse = (message: string, wrong: Wrong) => Error;

/**
 * The order in which `$push` and `$sortArray` put elements: by 1 or -1 as they are, or by fields of those that are
 * documents; the others sort as documents without fields.
 */
export function elementOrder(
  sort: unknown,
  text: CompareText | undefined,
  refuse: Refuse,
): (a: unknown, b: unknown) => number {
  if (isDocument(sort)) {
    checkFields(sort, refuse);
    const byFields = compareBy(sort, text);
    const fields = (element: unknown): Doc => (isDocument(element) ? element : {});
    return (a, b) => byFields(fields(a), fields(b));
  }
  if (!isNumber(sort)) {
    const hint = 'use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields';
    throw refuse(`The $sort is invalid: ${hint}`, 'shape');
  }
  const direction = directionOf(sort, refuse, 'direction');
  return (a, b) => compareValues(a, b, text) * direction;
}

function checkFields(sort: Doc, refuse: Refuse): void {
  const entries = Object.entries(sort);
  if (entries.length === 0) throw refuse('The $sort pattern is empty when it should be a set of fields.', 'fields');
  for (const [path, direction] of entries) {
    if (path === '') throw refuse('The $sort field cannot be empty', 'fields');
    if (path.split('.').includes(''))
      throw refuse(`The $sort field is a dotted field but has an empty part: ${path}`, 'fields');
    directionOf(direction, refuse, 'fields');
  }
}

function directionOf(value: unknown, refuse: Refuse, wrong: Wrong): number {
  const direction = toDouble(value);
  if (Math.abs(direction) === 1) return direction;
  throw refuse('The $sort element value must be either 1 or -1', wrong);
}
