import { type Doc, isDocument } from '../document.ts';
import type { Position } from '../path.ts';
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

/** Whether a value is `{ $gt: 1 }` and not a document to be equal to. */
export function isOperators(value: unknown): value is Doc {
  return isDocument(value) && Object.keys(value)[0]?.startsWith('$') === true;
}

const LOGICAL = new Set(['$and', '$or', '$nor', '$where', '$expr', '$comment', '$text', '$jsonSchema']);

/** Whether operators speak of whole documents and not of one value. */
export function isLogical(operators: Doc): boolean {
  return LOGICAL.has(Object.keys(operators)[0] as string);
}

/** Whether one value passes; undefined stands for a missing one. */
export type ValueTest = (value: unknown) => boolean;

/** Whether what is at the end of a path passes, where an array is entered or seen whole. */
export type Test = (value: unknown, position?: Position) => boolean;

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
