import type { Collection } from '../storage/collection.ts';
import type { Candidate } from './candidate.ts';
import { estimate } from './estimate.ts';

/** What sorting in memory costs over reading in order. */
const SORT_FACTOR = 1.5;

/** The candidate that will have to read the fewest documents; undefined when none beats reading everything. */
export function cheapest(
  collection: Collection,
  candidates: Candidate[],
  limit: number | undefined,
): Candidate | undefined {
  const useful = candidates.filter(({ bounds, sorts }) => bounds.depth > 0 || sorts);
  const single = useful.find(isSinglePlace);
  if (single || useful.length < 2) return single ?? useful[0];
  const total = estimate(collection, (candidates[0] as Candidate).keys, (candidates[0] as Candidate).bounds.ranges);
  const rows = useful.map(({ keys, bounds }) => (bounds.depth ? estimate(collection, keys, bounds.ranges) : total));
  const fewest = Math.max(1, Math.min(...rows));
  const costs = useful.map(({ order, bounds }, i) => {
    const all = rows[i] as number;
    if (!order) return all * SORT_FACTOR;
    const untilEnough = limit ? (limit * all) / fewest : all;
    return Math.min(all, untilEnough) * (bounds.depth ? 1 : 1.1) - bounds.depth / 100;
  });
  return useful[costs.indexOf(Math.min(...costs))];
}

/** Every part of a unique index has one value: there is at most one such document. */
function isSinglePlace({ keys, bounds }: Candidate): boolean {
  return keys.unique && bounds.fixed.size === keys.fields.length;
}
