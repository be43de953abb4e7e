import { type Doc, fieldOf, isDocument } from './document.ts';

interface Walk {
  value: unknown;
  rest: readonly string[];
}

interface Rules {
  /** what an empty array stands for at a path, of which there may be a rest */
  empty: (rest: readonly string[]) => unknown;
  /** how two arrays beside each other are refused, of which the paths have these numbers */
  parallel: (path: number, earlier: number) => Error;
}

/** One row of values for every element where paths meet an array, and which paths came out of one. */
export interface Rows {
  rows: unknown[][];
  multikey: boolean[];
}

/** Reads the values at several paths as an index has them: the elements of one array, never those of two at once. */
export function rowsOf(doc: Doc, paths: readonly (readonly string[])[], rules: Rules): Rows {
  const multikey = paths.map(() => false);
  const walks = paths.map((rest) => advance({ value: doc, rest }));
  return { rows: expand(walks, multikey, rules), multikey };
}

function expand(walks: Walk[], multikey: boolean[], rules: Rules): unknown[][] {
  let array: unknown[] | undefined;
  for (const [path, { value, rest }] of walks.entries()) {
    if (!Array.isArray(value) || rest === SETTLED) continue;
    if (array && array !== value) {
      throw rules.parallel(
        path,
        walks.findIndex((walk) => walk.value === array),
      );
    }
    array = value;
  }
  if (!array) return [walks.map(({ value }) => value)];
  walks.forEach((walk, part) => {
    if (walk.value === array) multikey[part] = true;
  });
  const entered = array.length > 0 ? array : [EMPTY];
  return entered.flatMap((element) => {
    const next = walks.map((walk) => (walk.value === array ? enter(walk, element, rules) : walk));
    return expand(next, multikey, rules);
  });
}

/** What is entered of an array that has no elements. */
const EMPTY = Symbol('nothing');

/** Marks a walk that is at its end, so that an array inside an array is taken as it is. */
const SETTLED: readonly string[] = [];

function enter({ rest }: Walk, element: unknown, rules: Rules): Walk {
  if (element === EMPTY) return { value: rules.empty(rest), rest: SETTLED };
  if (!rest.length) return { value: element, rest: SETTLED };
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
