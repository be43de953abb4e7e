import { sortOrder } from '../compare.ts';
import { type Doc, isDocument } from '../document.ts';
import { location } from '../fault.ts';
import { sizeOf } from '../memory.ts';
import { wholeNumber } from '../numbers.ts';
import { Ordering } from '../ordering.ts';
import type { CompileStage } from './stage.ts';

/** `$sort`: holds no more documents than the stages behind it want. */
export const sort: CompileStage = (spec, { scope, wanted }) => {
  if (!isDocument(spec)) throw location(15973, 'the $sort key specification must be an object');
  if (Object.keys(spec).length === 0) throw location(15976, '$sort stage must have at least one sort key');
  // Whether it is an order is known when it is compiled.
  sortOrder(spec);
  return function* (input) {
    const ordering = new Ordering<Doc>(spec, scope.text, sizeOf, wanted);
    for (const doc of input) ordering.add(doc, () => doc);
    yield* ordering.items();
  };
};

/** How many documents the stages behind another want of it at most. */
export function wantedBy(stages: readonly unknown[]): number {
  let skipped = 0;
  for (const stage of stages) {
    if (!isDocument(stage)) break;
    if (stage.$limit !== undefined) return skipped + (wholeNumber(stage.$limit) ?? Number.POSITIVE_INFINITY);
    if (stage.$skip === undefined) break;
    skipped += wholeNumber(stage.$skip) ?? Number.POSITIVE_INFINITY;
  }
  return Number.POSITIVE_INFINITY;
}
