import { type Doc, fieldOf, isDocument, putField } from '../document.ts';
import { badValue, MongoServerFault } from '../fault.ts';
import { isIndex } from '../path.ts';
import { shown } from '../shown.ts';
import { typeName } from '../type-name.ts';
import type { Modification } from './modifications.ts';

/** What the positional operators stand for in one document. */
export interface Resolve {
  position: number | undefined;
  filters: ReadonlyMap<string, (element: unknown) => boolean>;
}

interface Walk {
  change: Modification;
  original: Doc;
  resolve: Resolve;
  creates: boolean;
}

// MongoDB refuses to fill an array with more nulls than this.
const MAX_PADDING = 1_500_000;

/** The document after one change: copies along the path, the same object when nothing changes. */
export function modify(doc: Doc, change: Modification, original: Doc, resolve: Resolve): Doc {
  const creates = typeof change.creates === 'function' ? change.creates(original) : change.creates;
  return inDocument(doc, 0, { change, original, resolve, creates });
}

function at(value: unknown, depth: number, walk: Walk): unknown {
  const { parts } = walk.change;
  if (depth === parts.length) return walk.change.apply(value, walk.original);
  const part = parts[depth] as string;
  if (Array.isArray(value)) return inArray(value, part, depth, walk);
  if (part.startsWith('$[')) throw refuseArrayUpdate(value, depth, walk);
  if (isDocument(value)) return inDocument(value, depth, walk);
  if (!walk.creates) return value;
  if (value === undefined) return inDocument({}, depth, walk);
  throw notViable(value, part, depth, walk);
}

function inDocument(doc: Doc, depth: number, walk: Walk): Doc {
  const written = walk.change.parts[depth] as string;
  const name = written === '$' ? String(place(walk)) : written;
  const before = fieldOf(doc, name);
  const after = at(before, depth + 1, walk);
  if (after === before) return doc;
  const copy = { ...doc };
  if (after === undefined) delete copy[name];
  else putField(copy, name, after);
  return copy;
}

function inArray(array: unknown[], part: string, depth: number, walk: Walk): unknown[] {
  if (part === '$') return atPlaces(array, [place(walk)], depth, walk);
  if (part.startsWith('$[')) {
    const matches = walk.resolve.filters.get(part.slice(2, -1));
    const places = [...array.keys()];
    return atPlaces(array, matches ? places.filter((i) => matches(array[i])) : places, depth, walk);
  }
  if (isIndex(part)) return atPlaces(array, [Number(part)], depth, walk);
  if (!walk.creates) return array;
  throw notViable(array, part, depth, walk);
}

function atPlaces(array: unknown[], places: number[], depth: number, walk: Walk): unknown[] {
  let result = array;
  for (const i of places) {
    if (i >= array.length && !walk.creates) continue;
    const before = result[i];
    const after = at(before, depth + 1, walk);
    if (after === before) continue;
    if (result === array) result = [...array];
    if (i - result.length > MAX_PADDING) {
      throw new MongoServerFault(63, 'CannotBackfillArray', `can't backfill more than ${MAX_PADDING} elements`);
    }
    while (result.length < i) result.push(null);
    // A place that is unset stays, as null.
    result[i] = after ?? null;
  }
  return result;
}

function place(walk: Walk): number {
  if (walk.resolve.position !== undefined) return walk.resolve.position;
  throw badValue('The positional operator did not find the match needed from the query.');
}

function refuseArrayUpdate(value: unknown, depth: number, walk: Walk): MongoServerFault {
  const path = walk.change.parts.slice(0, depth).join('.');
  if (value === undefined) {
    return badValue(`The path '${path}' must exist in the document in order to apply array updates.`);
  }
  return badValue(`Cannot apply array updates to non-array element ${path}: ${typeName(value)}`);
}

function notViable(value: unknown, part: string, depth: number, walk: Walk): MongoServerFault {
  const name = walk.change.parts[depth - 1];
  const element = shown(value);
  return new MongoServerFault(28, 'PathNotViable', `Cannot create field '${part}' in element {${name}: ${element}}`);
}
