import { isInterview } from './fieldwork.ts';
import { type OutcomeCode, outcomeOf } from './outcome.ts';

/** An attempt as the board and the performance know it. */
export interface AttemptNoted {
  readonly by: string;
  readonly name: string;
  readonly at: Date;
  readonly outcome: OutcomeCode;
}

/** What came of attempts, an appointment being none of the three. */
export interface AttemptTotals {
  readonly attempts: number;
  /** Attempts in which somebody spoke. */
  readonly contacts: number;
  /** Complete and partial ones. */
  readonly interviews: number;
  readonly partials: number;
  readonly refusals: number;
}

export function attemptTotals(outcomes: Iterable<readonly [OutcomeCode, number]>): AttemptTotals {
  const totals = { attempts: 0, contacts: 0, interviews: 0, partials: 0, refusals: 0 };
  for (const [code, n] of outcomes) {
    const { group, contacted } = outcomeOf(code);
    totals.attempts += n;
    if (contacted) totals.contacts += n;
    if (isInterview(code)) totals.interviews += n;
    if (group === 'partial') totals.partials += n;
    if (group === 'refusal') totals.refusals += n;
  }
  return totals;
}

/** Refusals of the attempts in which somebody spoke; none without such attempts. */
export const refusalRate = ({ refusals, contacts }: AttemptTotals): number | undefined =>
  contacts > 0 ? refusals / contacts : undefined;

/** Interviews of the attempts that ended in one or in a refusal. */
export const cooperationRate = ({ interviews, refusals }: AttemptTotals): number | undefined =>
  interviews + refusals > 0 ? interviews / (interviews + refusals) : undefined;

/** A stretch without any attempt that is longer than this is a pause. */
const pauseMs = 30 * 60_000;

/**
 * Hours at work of each account: the time between one attempt and the next where that is no longer than half an hour.
 * The way to the first attempt after a pause is not known and not counted.
 */
export function hoursAtWork(attempts: readonly Pick<AttemptNoted, 'by' | 'at'>[]): Map<string, number> {
  const times = new Map<string, number[]>();
  for (const { by, at } of attempts) {
    const own = times.get(by) ?? [];
    own.push(at.getTime());
    times.set(by, own);
  }
  return new Map(
    [...times].map(([by, own]) => {
      const sorted = own.sort((a, b) => a - b);
      const worked = sorted.slice(1).map((at, index) => at - (sorted[index] ?? at));
      return [by, worked.reduce((sum, ms) => sum + (ms <= pauseMs ? ms : 0), 0) / 3_600_000];
    }),
  );
}
