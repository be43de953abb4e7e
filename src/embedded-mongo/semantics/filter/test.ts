import type { Doc } from '../document.ts';
import type { Position, Test } from '../path.ts';
import type { CompareText } from '../text-order.ts';

/** Whether a document matches; notes the place in an array that matched when asked to. */
export type Predicate = (doc: Doc, position?: Position) => boolean;

/** How the filters and operators within `$elemMatch` and `$not` are compiled. */
export interface Nested {
  documents(filter: Doc): Predicate;
  values(operators: Doc): ValueTest;
  /** The order of text under the collation, if there is one. */
  text: CompareText | undefined;
}

const LOGICAL = new Set(['$and', '$or', '$nor', '$where', '$expr', '$comment', '$text', '$jsonSchema']);

/** Whether operators speak of whole documents and not of one value. */
export function isLogical(operators: Doc): boolean {
  return LOGICAL.has(Object.keys(operators)[0] as string);
}

/** Whether one value passes; undefined stands for a missing one. */
export type ValueTest = (value: unknown) => boolean;

/** Tries an array's elements and then the array itself, as MongoDB does at the end of a path. */
export function leaf(test: ValueTest): Test {
  return (value, position) => (Array.isArray(value) && anyElement(value, test, position)) || test(value);
}

export function anyElement(array: unknown[], test: ValueTest, position?: Position): boolean {
  for (let i = 0; i < array.length; i++) {
    if (test(array[i])) {
      if (position) position.index = i;
      return true;
    }
  }
  return false;
}
