import { type Verdict, verdict } from './satisfaction.ts';
import { type Interval, wilson } from './wilson.ts';

export interface StratumWeight {
  readonly stratum: string;
  /** Dossiers in the population, N_h. */
  readonly population: number;
  /** Valid answers, n_h. */
  readonly answers: number;
  /** What one answer of the stratum counts, w_h. */
  readonly weight: number;
}

/** How the answers of a survey stand for its population. */
export interface Weighting {
  /** Strata with a population and answers. */
  readonly strata: readonly StratumWeight[];
  /** Strata of whose people nobody answered: no weight can make up for them, so they are told. */
  readonly silent: readonly { readonly stratum: string; readonly population: number }[];
  /** Strata with answers but no population: these stand for nobody that is known and get no weight. */
  readonly strays: readonly { readonly stratum: string; readonly answers: number }[];
  /** Dossiers in all, and in strata with answers. A weighted figure speaks of the second only. */
  readonly population: number;
  readonly covered: number;
  /** covered / population; absent without a population. */
  readonly coverage?: number;
}

/**
 * Weights that give every stratum its share of the covered population (post-stratification; L. Kish, Survey Sampling,
 * 1965, 3.4): w_h = (N_h / N) / (n_h / n), N and n over the strata that have both. The weights of all answers add up to
 * their number. Example: N = 900 and 100, n = 50 and 50: w = 0.9 / 0.5 = 1.8 and 0.1 / 0.5 = 0.2.
 */
export function weighting(populations: ReadonlyMap<string, number>, answers: ReadonlyMap<string, number>): Weighting {
  const known = [...populations]
    .filter(([, population]) => population > 0)
    .map(([stratum, population]) => ({ stratum, population, answers: answers.get(stratum) ?? 0 }));
  const both = known.filter((one) => one.answers > 0);
  const population = sum(known, (one) => one.population);
  const covered = sum(both, (one) => one.population);
  const n = sum(both, (one) => one.answers);
  return {
    strata: both.map((one) => ({ ...one, weight: one.population / covered / (one.answers / n) })),
    silent: known.filter((one) => one.answers === 0).map(({ stratum, population }) => ({ stratum, population })),
    strays: [...answers]
      .filter(([stratum, count]) => count > 0 && !((populations.get(stratum) ?? 0) > 0))
      .map(([stratum, count]) => ({ stratum, answers: count })),
    population,
    covered,
    ...(population > 0 ? { coverage: covered / population } : {}),
  };
}

/** The weights by stratum. */
export const weightsOf = ({ strata }: Weighting): Map<string, number> =>
  new Map(strata.map(({ stratum, weight }) => [stratum, weight]));

/** A share that is weighted to the population, with what the weighting costs. Shares are 0 to 1. */
export interface WeightedRate {
  /** Answers in it. */
  readonly n: number;
  /** Kish's effective sample size: so many answers of equal weight would be as sure. */
  readonly effective: number;
  /** n / effective, 1 when all weights are equal; absent without answers, as are the rate and its interval. */
  readonly designEffect?: number;
  readonly rate?: number;
  readonly interval?: Interval & { readonly method: 'wilson'; readonly confidence: 0.95 };
  readonly target?: number;
  readonly verdict?: Verdict;
}

/**
 * The weighted share p = Σ w_h s_h / Σ w_h n_h of s_h satisfied, and Wilson's interval on the effective sample size
 * n_eff = (Σ w)² / Σ w² (Kish 1965, 11.7). Example: N = 900 and 100, n = 50 and 50, satisfied 45 and 20: p = 0.9 · 0.9 +
 * 0.1 · 0.4 = 0.85; Σ w = 100, Σ w² = 50 · 3.24 + 50 · 0.04 = 164; n_eff = 10000 / 164 = 60.98, design effect 1.64.
 * What strata and small populations would make surer is not counted in, so the interval is rather too wide.
 */
export function weightedRate(
  { strata }: Weighting,
  satisfied: ReadonlyMap<string, number>,
  target: number | undefined,
): WeightedRate {
  const n = sum(strata, ({ answers }) => answers);
  const weights = sum(strata, ({ answers, weight }) => answers * weight);
  const squares = sum(strata, ({ answers, weight }) => answers * weight ** 2);
  const aim = (interval?: Interval) => (target === undefined ? {} : { target, verdict: verdict(interval, target) });
  if (n === 0) return { n, effective: 0, ...aim() };
  const effective = weights ** 2 / squares;
  const rate = sum(strata, ({ stratum, weight }) => (satisfied.get(stratum) ?? 0) * weight) / weights;
  const interval = { ...wilson(rate * effective, effective), method: 'wilson' as const, confidence: 0.95 as const };
  return { n, effective, designEffect: n / effective, rate, interval, ...aim(interval) };
}

const sum = <T>(of: readonly T[], value: (one: T) => number): number =>
  of.reduce((total, one) => total + value(one), 0);
