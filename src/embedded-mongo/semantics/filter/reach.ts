import { anyAtPath, type Test } from '../path.ts';
import { leaf, type Predicate, type ValueTest } from './test.ts';

/** How a test gets at its values: each of an array's elements and the array, or what is there as a whole. */
export interface Reach {
  each(test: ValueTest): Predicate;
  whole(test: Test): Predicate;
}

/** Reaches what a dotted path leads to in a document. */
export function atPath(path: string): Reach {
  const parts = path.split('.');
  const name = parts[0] as string;
  const whole: Reach['whole'] =
    parts.length === 1 && !(name in Object.prototype)
      ? (test) => (doc, position) => test(doc[name], position)
      : (test) => (doc, position) => anyAtPath(doc, parts, test, position);
  return { whole, each: (test) => whole(leaf(test)) };
}

/** Reaches the one value of `{ value }`, and never into it: so `$elemMatch` tries its elements. */
export const atValue: Reach = {
  each: (test) => (doc) => test(doc.value),
  whole: (test) => (doc) => test(doc.value),
};
