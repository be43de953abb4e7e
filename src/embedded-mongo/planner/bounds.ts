import { behind, type KeyRange, rangeOf, successor } from '../storage/key-range.ts';
import type { OrderedKeys } from './ordered-keys.ts';
import { MOST_POINTS, partBounds } from './part-bounds.ts';
import type { Predicate } from './predicates.ts';

/** Where in an index the documents of a filter lie. */
export interface Bounds {
  ranges: KeyRange[];
  /** how many parts, from the first, are bounded */
  depth: number;
  /** the fields that have one single value in all these ranges */
  fixed: Set<string>;
  /** the conditions that the ranges say in full */
  said: Set<Predicate>;
}

const UNBOUNDED = { depth: 0, fixed: new Set<string>(), said: new Set<Predicate>() };

/** Bounds as many parts of an index as the conditions allow: equal values first, then one interval. */
export function boundsOf(keys: OrderedKeys, predicates: Predicate[]): Bounds {
  if (!predicates.some(({ path }) => path === keys.fields[0])) return { ...UNBOUNDED, ranges: [rangeOf(keys.id)] };
  const start = Buffer.allocUnsafe(4);
  start.writeUInt32BE(keys.id);
  const bounds: Bounds = { ranges: [], depth: 0, fixed: new Set(), said: new Set() };
  let prefixes: Buffer[] = [start];
  let arrayBounded = false;
  for (const [part, field] of keys.fields.entries()) {
    const multikey = keys.multikey[part] as boolean;
    if (multikey && arrayBounded) break;
    const found = partBounds(onPath(predicates, field), keys, part);
    if (!found || prefixes.length * (found.points?.length ?? 1) > MOST_POINTS) break;
    arrayBounded ||= multikey;
    bounds.depth++;
    for (const predicate of found.said) bounds.said.add(predicate);
    if (!found.points) {
      bounds.ranges = prefixes.flatMap((prefix) => within(prefix, found.interval as KeyRange));
      return bounds;
    }
    if (found.points.length === 1) bounds.fixed.add(field);
    prefixes = extend(prefixes, found.points);
  }
  const end = bounds.depth ? behind : successor;
  const single = keys.unique && bounds.depth === keys.fields.length;
  bounds.ranges = prefixes.map((prefix) => ({ start: prefix, end: end(prefix), single }));
  return bounds;
}

function onPath(predicates: Predicate[], path: string): Predicate[] {
  return predicates.filter((predicate) => predicate.path === path);
}

function extend(prefixes: Buffer[], points: Buffer[]): Buffer[] {
  return prefixes.flatMap((prefix) => points.map((point) => Buffer.concat([prefix, point])));
}

function within(prefix: Buffer, interval: KeyRange): KeyRange[] {
  const range = { start: Buffer.concat([prefix, interval.start]), end: Buffer.concat([prefix, interval.end]) };
  return Buffer.compare(range.start, range.end) < 0 ? [range] : [];
}
