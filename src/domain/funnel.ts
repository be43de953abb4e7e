import { type Mode, modes } from './campaign.ts';
import { outcomeOf } from './outcome.ts';
import type { Attempt, Interview, SurveyCase } from './survey-case.ts';

/** From all whose dossiers were finished down to the answers that count. */
export const funnelSteps = ['population', 'sampled', 'contacted', 'answered', 'valid'] as const;
export type FunnelStepName = (typeof funnelSteps)[number];

/** How far a campaign came. A count that nobody took is absent, and its step is left out. */
export interface FunnelCounts {
  readonly population?: number;
  readonly sampled: number;
  /** Cases in which somebody was reached, whatever she said. */
  readonly contacted?: number;
  /** Complete and partial interviews, by how they were made. */
  readonly answered: Readonly<Partial<Record<Mode, number>>>;
  /** Of those answered, set aside by a recorded decision. */
  readonly excluded: number;
}

/** Shares are 0 to 1, absent where they would be of nothing. */
export interface FunnelStep {
  readonly step: FunnelStepName;
  readonly count: number;
  /** Share of the step before, and how many of it were lost and what share of it they are. */
  readonly ofPrevious?: number;
  readonly lost?: number;
  readonly lostShare?: number;
  /** Share of the sample; for the steps after it. */
  readonly ofSample?: number;
}

export interface Funnel {
  readonly steps: readonly FunnelStep[];
  /** The modes that brought answers, with their share of the answers. */
  readonly byMode: readonly { readonly mode: Mode; readonly count: number; readonly share?: number }[];
  readonly excluded: { readonly count: number; readonly share?: number };
}

export function funnel(counts: FunnelCounts): Funnel {
  const { population, sampled, contacted, excluded } = counts;
  const answered = modes.reduce((total, mode) => total + (counts.answered[mode] ?? 0), 0);
  const reached = { population, sampled, contacted, answered, valid: answered - excluded };
  const taken = funnelSteps.flatMap((step) => {
    const count = reached[step];
    return count === undefined ? [] : [{ step, count }];
  });
  const sample = taken.findIndex(({ step }) => step === 'sampled');
  return {
    steps: taken.map(({ step, count }, index) => ({
      step,
      count,
      ...ofPrevious(count, taken[index - 1]?.count),
      ...(index > sample && sampled > 0 ? { ofSample: count / sampled } : {}),
    })),
    byMode: modes.flatMap((mode) => {
      const count = counts.answered[mode] ?? 0;
      return count > 0 ? [{ mode, count, ...shareOf(count, answered) }] : [];
    }),
    excluded: { count: excluded, ...shareOf(excluded, answered) },
  };
}

const shareOf = (count: number, all: number) => (all > 0 ? { share: count / all } : {});

function ofPrevious(count: number, before: number | undefined) {
  if (before === undefined) return {};
  const lost = before - count;
  return { lost, ...(before > 0 ? { ofPrevious: count / before, lostShare: lost / before } : {}) };
}

/** Cases of which the same is to be told; one when `n` is absent. */
export interface AlikeCases extends Pick<SurveyCase, 'state' | 'outcome'> {
  readonly attempts: readonly Pick<Attempt, 'outcome'>[];
  readonly interview?: Pick<Interview, 'mode'>;
  readonly n?: number;
}

/** How far the cases of a campaign came; those that were not drawn do not count. */
export function funnelCounts(
  cases: Iterable<AlikeCases>,
  excluded: number,
): Required<Omit<FunnelCounts, 'population'>> {
  let [sampled, contacted] = [0, 0];
  const answered = new Map<Mode, number>();
  for (const { state, attempts, interview, outcome, n = 1 } of cases) {
    if (state === 'listed') continue;
    sampled += n;
    if (interview || attempts.some((attempt) => outcomeOf(attempt.outcome).contacted)) contacted += n;
    if (interview && (outcome === 'complete' || outcome === 'partial'))
      answered.set(interview.mode, (answered.get(interview.mode) ?? 0) + n);
  }
  return { sampled, contacted, answered: Object.fromEntries(answered), excluded };
}
