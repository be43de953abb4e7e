import type { RangeOptions } from 'lmdb';
import type { KeyRange } from './key-range.ts';
import type { StoredIndex } from './stored-index.ts';

/** Which documents to read, in which order: by the collection's own keys, or by an index. */
export interface Route {
  index: StoredIndex | undefined;
  ranges: KeyRange[];
  reverse: boolean;
}

/** One range of one route. */
export interface Leg {
  index: StoredIndex | undefined;
  range: KeyRange;
  reverse: boolean;
}

export function legsOf({ index, ranges, reverse }: Route): Leg[] {
  const legs = ranges.map((range) => ({ index, range, reverse }));
  return reverse ? legs.reverse() : legs;
}

/** The keys of a leg behind the last that was read. */
export function restOf({ range: { start, end }, reverse }: Leg, last: Buffer | undefined): RangeOptions {
  if (reverse) return { start: last ?? end, end: start, reverse: true, exclusiveStart: true, inclusiveEnd: true };
  return last ? { start: last, end, exclusiveStart: true } : { start, end };
}
