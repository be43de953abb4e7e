import { type AttemptNoted, type AttemptTotals, attemptTotals } from './fieldwork-attempts.ts';
import type { SurveyCase } from './survey-case.ts';

/** Somebody who holds a case or has tried one lately. */
export interface AtWork {
  readonly by: string;
  readonly name: string;
  /** The last that was heard: an attempt, or the taking of a case. */
  readonly lastAt: Date;
  /** The case in her hand, and since when; on the telephone or with an interview begun. */
  readonly holds?: { readonly id: string; readonly since: Date; readonly isInterview: boolean };
  readonly today: AttemptTotals;
}

export interface Board {
  readonly atWork: readonly AtWork[];
  /** Of this day. */
  readonly today: AttemptTotals;
  /** Interviews of the last sixty minutes. */
  readonly lastHour: number;
}

const hourMs = 3_600_000;

/**
 * Who is at work and what came of it. `attempts` are those of this day; `holding` the cases in somebody's hand. Whoever
 * holds nothing and was not heard from for an hour is not at work.
 */
export function boardOf(attempts: readonly AttemptNoted[], holding: readonly SurveyCase[], now: Date): Board {
  const people = new Map<string, { name: string; lastAt: Date; attempts: AttemptNoted[]; held?: SurveyCase }>();
  const person = (by: string, name: string, at: Date) => {
    const found = people.get(by) ?? { name, lastAt: at, attempts: [] };
    if (at > found.lastAt) found.lastAt = at;
    people.set(by, found);
    return found;
  };
  for (const attempt of attempts) person(attempt.by, attempt.name, attempt.at).attempts.push(attempt);
  for (const one of holding) if (one.lease) person(one.lease.by, one.lease.name, one.lease.since).held = one;
  const since = new Date(now.getTime() - hourMs);
  const atWork = [...people].flatMap(([by, { name, lastAt, attempts: own, held }]): AtWork[] =>
    !held && lastAt < since
      ? []
      : [
          {
            ...{ by, name, lastAt, today: totalsOf(own) },
            ...(held?.lease
              ? { holds: { id: held.id, since: held.lease.since, isInterview: held.interview !== undefined } }
              : {}),
          },
        ],
  );
  return {
    atWork: atWork.sort((a, b) => a.name.localeCompare(b.name, 'vi')),
    today: totalsOf(attempts),
    lastHour: totalsOf(attempts.filter(({ at }) => at > since)).interviews,
  };
}

const totalsOf = (attempts: readonly AttemptNoted[]): AttemptTotals =>
  attemptTotals(attempts.map(({ outcome }) => [outcome, 1]));
