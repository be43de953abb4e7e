import { lotOf } from './sample.ts';

export interface DrawnCase {
  readonly stratum: string;
  /** What the frame calls it. */
  readonly key: string;
  /** Its place in the order, smallest first. */
  readonly lot: string;
}

/**
 * The first so many cases of each stratum by their lots, in the order of the lots over all strata. `frame` holds the
 * keys of each stratum, every key once; a stratum without a count gets none, one with a count beyond its frame all.
 * The order of the frame says nothing, and a larger draw with the same seed holds the smaller: while the frame stays as
 * it is, drawing more goes on where the last draw stopped.
 */
export function stratifiedDraw(
  frame: ReadonlyMap<string, readonly string[]>,
  counts: ReadonlyMap<string, number>,
  seed: string,
): DrawnCase[] {
  const drawn = [...frame].flatMap(([stratum, keys]) =>
    keys
      .map((key) => ({ stratum, key, lot: lotOf(seed, key) }))
      .sort(byLot)
      .slice(0, counts.get(stratum) ?? 0),
  );
  return drawn.sort(byLot);
}

const byLot = (one: DrawnCase, other: DrawnCase): number => (one.lot < other.lot ? -1 : 1);
