import type { StratumProgress } from '../domain/fieldwork.ts';
import { type CampaignWords, stratumNames } from './campaign-shell.ts';

/** Widths of a bar, in thousandths: what is completed, and after it what is under way. */
export function barOf({ wanted, completed, reserved }: Pick<StratumProgress, 'wanted' | 'completed' | 'reserved'>) {
  const of = (n: number): number => (wanted > 0 ? Math.min(1000, Math.round((n / wanted) * 1000)) : 0);
  const done = of(completed);
  return { done, reserved: Math.min(1000 - done, of(reserved)) };
}

/** The strata as rows, those that are furthest from full first. */
export const strataRows = (strata: readonly StratumProgress[], words: CampaignWords) =>
  strata
    .map((stratum) => ({ ...stratum, ...stratumNames(stratum.stratum, words), bar: barOf(stratum) }))
    .sort((a, b) => a.bar.done - b.bar.done || a.agency.localeCompare(b.agency, words.language));
