import { type Rows, rowsOf } from '../semantics/array-rows.ts';
import type { Doc } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import { EMPTY_ARRAY } from './value-key.ts';

/** The values that an index holds for one document: one row per key, and which parts came out of an array. */
export function partValues(doc: Doc, paths: readonly (readonly string[])[]): Rows {
  return rowsOf(doc, paths, {
    empty: () => EMPTY_ARRAY,
    parallel: (path, earlier) => {
      const [name, other] = [path, earlier].map((each) => paths[each]?.at(-1));
      return new MongoServerFault(
        171,
        'CannotIndexParallelArrays',
        `cannot index parallel arrays [${name}] [${other}]`,
      );
    },
  });
}
