import { createHash } from 'node:crypto';
import type { Period } from './city-day.ts';
import type { ComplaintClass, ComplaintState, Topic } from './complaint.ts';

/** Among which cases was drawn: those received on these days that have all of this. */
export interface SampleFrame extends Period {
  /** The unit complained about, with everything below it. */
  readonly agency?: string;
  readonly class?: ComplaintClass;
  readonly topic?: Topic;
  readonly state?: ComplaintState;
}

/** A draw of cases at random, as anybody can repeat it. */
export interface Sample {
  readonly id: string;
  readonly frame: SampleFrame;
  readonly seed: string;
  /** True when the one who drew named the seed; else chance did. */
  readonly seedGiven: boolean;
  /** How many cases were drawn among. */
  readonly population: number;
  /** Those drawn, in the order in which they came. */
  readonly cases: readonly string[];
  readonly drawnAt: Date;
  /** The account, and its name as it was then. */
  readonly drawnBy: { readonly account: string; readonly name: string };
}

/** So many cases can be looked at with care; more are a count, not a review. */
export const mostDrawn = 200;

/** SHA-256 over `SEED ID` (UTF-8, one space between) as hex: the place of an id in the draw of a seed, smallest first. */
export const lotOf = (seed: string, id: string): string => createHash('sha256').update(`${seed} ${id}`).digest('hex');

/**
 * The first `size` cases of the population in the order of their lots. Every case is as likely as any other and the
 * order of the population says nothing, so that anybody with the seed and the ids draws the same with any tool that
 * knows SHA-256.
 */
export function drawn(population: readonly string[], size: number, seed: string): string[] {
  return population
    .map((id) => ({ id, lot: lotOf(seed, id) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, size)
    .map(({ id }) => id);
}
