import type { CampaignDraw } from './campaign.ts';
import type { OutcomeCode } from './outcome.ts';
import {
  type DispositionCounts,
  dispositionCounts,
  type RateCode,
  type ResponseRate,
  responseRates,
} from './response-rates.ts';
import { type Attempt, type SurveyCaseState, surveyCaseStates } from './survey-case.ts';

/** So many cases of a stratum stand there, with this outcome. */
export interface CaseCount {
  readonly stratum: string;
  readonly state: SurveyCaseState;
  readonly outcome?: OutcomeCode;
  /** What came of the attempts at cases that are not final. */
  readonly tried?: readonly OutcomeCode[];
  /** Interviews that a supervisor set aside. */
  readonly excluded?: true;
  readonly n: number;
}

/** The places of a stratum's quota: wanted, and taken by interviews that are made or being made. */
export interface QuotaFill {
  readonly stratum: string;
  readonly wanted: number;
  readonly taken: number;
}

/** How far a stratum is. */
export interface StratumProgress {
  readonly stratum: string;
  /** Dossiers in the frame, N. */
  readonly population: number;
  /** Interviews wanted, n. */
  readonly wanted: number;
  readonly drawn: number;
  /** Interviews made, complete and partial. */
  readonly completed: number;
  /** Places taken by interviews that are under way. */
  readonly reserved: number;
  /** Drawn cases that may still be tried. */
  readonly left: number;
}

/** An interview fills its place also when it is a partial one: both become a response. */
export const isInterview = (outcome: OutcomeCode | undefined): boolean =>
  outcome === 'complete' || outcome === 'partial';
const sum = <T>(list: readonly T[], of: (one: T) => number): number => list.reduce((total, one) => total + of(one), 0);

/** The strata of the frame, by their keys. What is wanted is the quota's word where there is one, else the draw's. */
export function strataProgress(
  draws: readonly CampaignDraw[],
  counts: readonly CaseCount[],
  quotas: readonly QuotaFill[],
): StratumProgress[] {
  const drawn = draws.flatMap(({ strata }) => strata);
  const keys = [...new Set([...counts, ...quotas, ...drawn].map(({ stratum }) => stratum))].sort();
  const byStratum = <T extends { readonly stratum: string }>(list: readonly T[]) => {
    const found = new Map<string, T[]>();
    for (const one of list) found.set(one.stratum, [...(found.get(one.stratum) ?? []), one]);
    return (stratum: string): readonly T[] => found.get(stratum) ?? [];
  };
  const [cases, places, draw] = [byStratum(counts), byStratum(quotas), byStratum(drawn)];
  return keys.map((stratum) => {
    const [quota] = places(stratum);
    const last = draw(stratum).at(-1);
    const completed = sum(cases(stratum), ({ outcome, excluded, n }) => (isInterview(outcome) && !excluded ? n : 0));
    return {
      stratum,
      population: last?.population ?? sum(cases(stratum), ({ n }) => n),
      wanted: quota?.wanted ?? last?.wanted ?? 0,
      drawn: sum(draw(stratum), ({ drawn: n }) => n),
      completed,
      reserved: Math.max(0, (quota?.taken ?? completed) - completed),
      left: sum(cases(stratum), ({ state, n }) => (isLeft(state) ? n : 0)),
    };
  });
}

const isLeft = (state: SurveyCaseState): boolean => state === 'ready' || state === 'resting' || state === 'held';

/** All strata together. */
export const progressOf = (strata: readonly StratumProgress[]): Omit<StratumProgress, 'stratum'> => ({
  population: sum(strata, ({ population }) => population),
  wanted: sum(strata, ({ wanted }) => wanted),
  drawn: sum(strata, ({ drawn }) => drawn),
  completed: sum(strata, ({ completed }) => completed),
  reserved: sum(strata, ({ reserved }) => reserved),
  left: sum(strata, ({ left }) => left),
});

/** Cases by where they stand, in the order of a case's life; also where there are none. */
export const casesByState = (counts: readonly CaseCount[]): { state: SurveyCaseState; n: number }[] =>
  surveyCaseStates.map((state) => ({ state, n: sum(counts, (count) => (count.state === state ? count.n : 0)) }));

/** Final outcomes of cases, the most frequent first. */
export function casesByOutcome(counts: readonly CaseCount[]): { outcome: OutcomeCode; n: number }[] {
  const totals = new Map<OutcomeCode, number>();
  for (const { state, outcome, n } of counts)
    if (state === 'final' && outcome) totals.set(outcome, (totals.get(outcome) ?? 0) + n);
  return [...totals]
    .map(([outcome, n]) => ({ outcome, n }))
    .sort((a, b) => b.n - a.n || (a.outcome < b.outcome ? -1 : 1));
}

/** AAPOR's letters of the cases that were tried: those that nobody has tried are no part of the sample yet. */
export const triedDispositions = (counts: readonly CaseCount[]): DispositionCounts =>
  dispositionCounts(
    (function* () {
      for (const { outcome: told, tried, excluded, n } of counts) {
        // What was set aside was no interview; whether there was one at all, nobody can say for sure.
        const outcome = excluded ? 'other_reason' : told;
        if (outcome === undefined ? tried === undefined : outcome === 'not_attempted') continue;
        const attempts = (tried ?? []).map((code) => ({ outcome: code }) as Attempt);
        for (let at = 0; at < n; at += 1) yield { attempts, ...(outcome ? { outcome } : {}) };
      }
    })(),
  );

/** One of the rates of the cases that were tried. */
export const responseRate = (counts: readonly CaseCount[], code: RateCode): ResponseRate | undefined =>
  responseRates(triedDispositions(counts)).find((rate) => rate.code === code);
