import { type Doc, fieldOf, isDocument } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import { EMPTY_ARRAY } from './value-key.ts';

interface Walk {
  value: unknown;
  rest: readonly string[];
}

/** The values that an index holds for one document: one row per key, and which parts came out of an array. */
export interface PartValues {
  rows: unknown[][];
  multikey: boolean[];
}

/** Reads the values of an index's paths, one row for every element where a path meets an array. */
export function partValues(doc: Doc, paths: readonly (readonly string[])[]): PartValues {
  const multikey = paths.map(() => false);
  const walks = paths.map((rest) => advance({ value: doc, rest }));
  return { rows: expand(walks, multikey), multikey };
}

function expand(walks: Walk[], multikey: boolean[]): unknown[][] {
  let array: unknown[] | undefined;
  for (const { value, rest } of walks) {
    if (!Array.isArray(value) || rest === SETTLED) continue;
    if (array && array !== value) {
      throw new MongoServerFault(171, 'CannotIndexParallelArrays', 'cannot index parallel arrays');
    }
    array = value;
  }
  if (!array) return [walks.map(({ value }) => value)];
  walks.forEach((walk, part) => {
    if (walk.value === array) multikey[part] = true;
  });
  const elements = array.length ? array : [EMPTY_ARRAY];
  return elements.flatMap((element) =>
    expand(
      walks.map((walk) => (walk.value === array ? enter(walk, element) : walk)),
      multikey,
    ),
  );
}

/** Marks a walk that is at its end, so that an array inside an array is indexed as it is. */
const SETTLED: readonly string[] = [];

function enter({ rest }: Walk, element: unknown): Walk {
  if (!rest.length || element === EMPTY_ARRAY) return { value: element, rest: SETTLED };
  return Array.isArray(element) ? { value: undefined, rest: SETTLED } : advance({ value: element, rest });
}

/** Follows a path down to its end or to the first array. A number after an array picks that element. */
function advance({ value, rest }: Walk): Walk {
  let at = 0;
  let here = value;
  for (; at < rest.length; at++) {
    const name = rest[at] as string;
    if (Array.isArray(here)) {
      if (!/^\d+$/.test(name)) break;
      here = here[Number(name)];
    } else if (isDocument(here)) {
      here = fieldOf(here, name);
    } else {
      return { value: undefined, rest: SETTLED };
    }
  }
  return { value: here, rest: rest.slice(at) };
}
