import type { Collection } from '../storage/collection.ts';
import type { KeyRange } from '../storage/key-range.ts';
import type { OrderedKeys } from './ordered-keys.ts';

const STEPS = [16, 128, 1024, 8192];
const MOST = 20_000;
const RANGES_LOOKED_AT = 4;

/** Roughly how many keys lie in some ranges, found by stepping over keys without reading any; no more than 20,000 for a range. */
export function estimate({ databases }: Collection, keys: OrderedKeys, ranges: KeyRange[]): number {
  const table = keys.index ? databases.index : databases.data;
  const looked = ranges.slice(0, RANGES_LOOKED_AT);
  let sum = 0;
  for (const range of looked) {
    sum += STEPS.find((step) => [...table.getKeys({ ...range, offset: step, limit: 1 })].length === 0) ?? MOST;
  }
  return looked.length ? (sum * ranges.length) / looked.length : 0;
}
