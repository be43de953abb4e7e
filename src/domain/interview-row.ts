import { stratumOf } from './campaign.ts';
import type { CityDay } from './city-day.ts';
import { reasonVariable } from './codebook.ts';
import { languageCodes, modeCodes, resultCodes, statusCodes } from './interview-variables.ts';
import type { Language } from './language.ts';
import { masked } from './personal-data.ts';
import { isLow, type Questionnaire } from './questionnaire.ts';
import { answersByStratum, type SurveyAnswer } from './survey-answer.ts';
import { weighting, weightsOf } from './survey-weights.ts';
import { codeOf, missingCodes } from './variable.ts';

/** One interview of a campaign as it is exported. */
export interface InterviewRecord extends SurveyAnswer {
  readonly day: CityDay;
  readonly result?: 'granted' | 'refused';
  readonly language: Language;
  readonly seconds?: number;
  readonly reasons?: readonly string[];
  readonly comment?: string;
  readonly suspectedPersonal?: true;
}

/** The values of one interview by the names of the codebook; what is not known is absent. */
export type InterviewRow = Readonly<Record<string, number | string | undefined>>;

/**
 * The interviews with one version as rows, each with the weight of its stratum. Neither people nor interviewers are
 * named: both get numbers in the order in which they come. `populations`: dossiers by stratum.
 */
export function interviewRows(
  questionnaire: Questionnaire,
  records: readonly InterviewRecord[],
  populations: ReadonlyMap<string, number>,
): InterviewRow[] {
  const weights = weightsOf(weighting(populations, answersByStratum(records)));
  const interviewers = new Map<string, number>();
  const numberOf = (interviewer: string): number => {
    const number = interviewers.get(interviewer) ?? interviewers.size + 1;
    interviewers.set(interviewer, number);
    return number;
  };
  return records.map((record, index) => ({
    serial: index + 1,
    questionnaire: questionnaire.code,
    version: questionnaire.version,
    day: record.day,
    ...stratumOf(record.stratum),
    result: record.result && resultCodes[record.result],
    mode: modeCodes[record.mode],
    language: languageCodes[record.language],
    interviewer: record.interviewer === undefined ? undefined : numberOf(record.interviewer),
    seconds: record.seconds,
    overall: record.score,
    ...Object.fromEntries(questionnaire.items.map(({ code }) => [code, codeOf(record.answers[code])])),
    ...Object.fromEntries(questionnaire.reasons.map(({ code }) => [reasonVariable(code), reasonCode(record, code)])),
    comment: record.comment && !record.suspectedPersonal ? masked(record.comment) : undefined,
    status: statusCodes[record.status],
    weight: record.status === 'valid' ? weights.get(record.stratum) : undefined,
  }));
}

function reasonCode({ score, reasons }: InterviewRecord, reason: string): number {
  if (reasons) return reasons.includes(reason) ? 1 : 0;
  return isLow(score) ? missingCodes.unanswered : missingCodes.no_experience;
}
