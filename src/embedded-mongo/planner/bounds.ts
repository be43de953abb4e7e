import { type KeyRange, successor } from '../storage/key-range.ts';
import type { OrderedKeys } from './ordered-keys.ts';
import { type Bound, type PartBounds, partBounds } from './part-bounds.ts';
import type { Predicate } from './predicates.ts';

/** Where in an index the documents of a filter lie. */
export interface Bounds {
  ranges: KeyRange[];
  /** how many parts, from the first, are bounded */
  depth: number;
  /** the fields that have one single value in all these ranges */
  fixed: Set<string>;
  /** the fields that have several single values */
  listed: Set<string>;
  /** the conditions that the ranges say in full */
  said: Set<Predicate>;
}

/** More single places than this are not looked up one by one. */
const MOST_RANGES = 4000;

/** Bounds as many parts of an index as the conditions allow: equal values first, then one interval. */
export function boundsOf(keys: OrderedKeys, predicates: Predicate[]): Bounds {
  const start = Buffer.allocUnsafe(4);
  start.writeUInt32BE(keys.id);
  const bounds: Bounds = { ranges: [], depth: 0, fixed: new Set(), listed: new Set(), said: new Set() };
  let prefixes: Buffer[] = [start];
  let arrayBounded = false;
  for (const [part, field] of keys.fields.entries()) {
    const multikey = keys.multikey[part] as boolean;
    if (multikey && arrayBounded) break;
    const found = partBounds(onPath(predicates, field), multikey);
    if (!found || prefixes.length * (found.points?.length ?? 1) > MOST_RANGES) break;
    arrayBounded ||= multikey;
    bounds.depth++;
    for (const predicate of found.said) bounds.said.add(predicate);
    const descending = keys.descending[part] as boolean;
    if (!found.points) {
      bounds.ranges = prefixes.flatMap((prefix) =>
        within(prefix, found.interval as NonNullable<PartBounds['interval']>, descending),
      );
      return bounds;
    }
    (found.points.length === 1 ? bounds.fixed : bounds.listed).add(field);
    prefixes = extend(prefixes, found.points, descending);
  }
  bounds.ranges = prefixes.map((prefix) => ({ start: prefix, end: successor(prefix) }));
  return bounds;
}

function onPath(predicates: Predicate[], path: string): Predicate[] {
  return predicates.filter((predicate) => predicate.path === path);
}

function extend(prefixes: Buffer[], points: Buffer[], descending: boolean): Buffer[] {
  const parts = descending ? points.map(inverted).reverse() : points;
  return prefixes.flatMap((prefix) => parts.map((part) => Buffer.concat([prefix, part])));
}

function within(prefix: Buffer, { low, high }: { low: Bound; high: Bound }, descending: boolean): KeyRange[] {
  const [first, last] = descending ? [invertedBound(high), invertedBound(low)] : [low, high];
  const from = Buffer.concat([prefix, first.bytes]);
  const to = Buffer.concat([prefix, last.bytes]);
  const range = { start: first.inclusive ? from : successor(from), end: last.inclusive ? successor(to) : to };
  return Buffer.compare(range.start, range.end) < 0 ? [range] : [];
}

function invertedBound({ bytes, inclusive }: Bound): Bound {
  return { bytes: inverted(bytes), inclusive };
}

function inverted(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => ~byte));
}
