import type { InterviewRecord } from './integrity-record.ts';
import type { Level } from './questionnaire.ts';
import { type Interview, overallItem, type SurveyCase } from './survey-case.ts';

/** A case whose interview is over and counts as one. */
export interface FinishedInterview extends Pick<SurveyCase, 'id' | 'stratum'> {
  readonly interview: Omit<Interview, 'finishedAt'> & { readonly finishedAt: Date };
}

/** The interview as the checks of integrity read it. */
export function interviewRecord({ id, stratum, interview }: FinishedInterview): InterviewRecord {
  const { by, mode, startedAt, finishedAt, seconds, answers } = interview;
  const items = Object.entries(answers).filter(([item]) => item !== overallItem);
  return {
    ...{ case: id, interviewer: by, stratum, mode, startedAt, finishedAt },
    seconds: seconds ?? (finishedAt.getTime() - startedAt.getTime()) / 1000,
    score: answers[overallItem]?.value as Level,
    answers: Object.fromEntries(items.map(([item, { value }]) => [item, value])),
    itemTimes: items.map(([, { at }]) => at),
  };
}
