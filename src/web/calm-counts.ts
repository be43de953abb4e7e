import type { SurveyCount, SurveyFigureStore } from '../stores/survey-figures.ts';

export type CountCases = SurveyFigureStore['counts'];

/** Counting that took longer than this is not done anew for everybody who looks. */
const longMs = 100;

/**
 * Counts the cases of a campaign. Who asks while it is being counted waits for the same answer, and one that took long
 * stands for ten times as long, so that boards on many screens do not keep interviewers waiting.
 */
export function calmCounts({ counts }: Pick<SurveyFigureStore, 'counts'>): CountCases {
  const known = new Map<string, { readonly answer: Promise<SurveyCount[]>; until: number }>();
  return (campaign) => {
    const before = known.get(campaign);
    const began = performance.now();
    if (before && began < before.until) return before.answer;
    const answer = counts(campaign);
    const now = { answer, until: Number.POSITIVE_INFINITY };
    known.set(campaign, now);
    const settle = (keepMs: number): void => {
      now.until = performance.now() + keepMs;
    };
    answer.then(
      () => {
        const took = performance.now() - began;
        settle(took < longMs ? 0 : took * 10);
      },
      () => settle(0),
    );
    return answer;
  };
}
