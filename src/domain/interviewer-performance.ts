import { type AttemptTotals, attemptTotals, cooperationRate, refusalRate } from './fieldwork-attempts.ts';
import type { OutcomeCode } from './outcome.ts';

/** How one interviewer has done. */
export interface Performance extends AttemptTotals {
  readonly by: string;
  readonly name: string;
  readonly refusalRate?: number;
  readonly cooperationRate?: number;
  /** Of the interviews she finished. */
  readonly meanMinutes?: number;
  /** Interviews in an hour at work. */
  readonly perHour?: number;
}

/** What somebody has done in a campaign, as it is counted. */
export interface WorkCounted {
  readonly by: string;
  readonly name: string;
  readonly byOutcome: Readonly<Partial<Record<OutcomeCode, number>>>;
  /** Interviews she finished, and the seconds that they took together. */
  readonly interviews: number;
  readonly seconds: number;
}

/** How everybody has done, whoever made the most interviews first. `hours` are those at work, by account. */
export function performanceOf(work: readonly WorkCounted[], hours: ReadonlyMap<string, number>): Performance[] {
  return work
    .map(({ by, name, byOutcome, interviews, seconds }): Performance => {
      const totals = attemptTotals(Object.entries(byOutcome) as [OutcomeCode, number][]);
      const worked = hours.get(by) ?? 0;
      return {
        ...{ by, name, ...totals },
        ...present('refusalRate', refusalRate(totals)),
        ...present('cooperationRate', cooperationRate(totals)),
        ...(interviews > 0 ? { meanMinutes: seconds / interviews / 60 } : {}),
        ...(worked > 0 ? { perHour: totals.interviews / worked } : {}),
      };
    })
    .sort((a, b) => b.interviews - a.interviews || a.name.localeCompare(b.name, 'vi'));
}

const present = (name: 'refusalRate' | 'cooperationRate', value: number | undefined) =>
  value === undefined ? {} : { [name]: value };
