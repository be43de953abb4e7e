import type { Mode } from './campaign.ts';
import type { Answers, Level } from './questionnaire.ts';

/** One interview of a campaign as its results count it. */
export interface SurveyAnswer {
  /** `stratumKey` of the dossier that was asked about. */
  readonly stratum: string;
  readonly mode: Mode;
  /** The answer to the overall question. */
  readonly score: Level;
  readonly answers: Answers;
  /** `excluded`: set aside by a recorded decision; in no rate, but always shown beside it. */
  readonly status: 'valid' | 'excluded';
  readonly questionnaire: { readonly code: string; readonly version: number };
  readonly interviewer?: string;
}

/** How many valid answers each stratum has. */
export function answersByStratum(answers: Iterable<SurveyAnswer>): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { stratum, status } of answers)
    if (status === 'valid') counts.set(stratum, (counts.get(stratum) ?? 0) + 1);
  return counts;
}
