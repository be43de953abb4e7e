import { type Agency, existsOn } from './agency.ts';
import type { CityDay } from './city-day.ts';
import { cityInstant } from './city-time.ts';
import type { Fault } from './errors.ts';
import type { PaperBatch } from './paper-batch.ts';
import { type PaperSlip, type SlipAnswers, scoreOf, settledAnswers } from './paper-slip.ts';
import { answerFaults, type ItemAnswer, type Questionnaire } from './questionnaire.ts';
import { commentLimit, type ResponseInput } from './response.ts';
import { overallItem } from './survey-case.ts';

/** What a slip is checked against. */
export interface SlipCircumstances {
  readonly questionnaire: Questionnaire;
  readonly agency: Agency;
  /** The day the batch was printed: no slip of it was filled in before. */
  readonly printedOn: CityDay;
  readonly today: CityDay;
}

/** What cannot be true of a slip, with pointers into its answers. */
export function slipFaults(
  { marks, day, comment }: SlipAnswers,
  { questionnaire, agency, printedOn, today }: SlipCircumstances,
): Fault[] {
  const { [overallItem]: overall, ...items } = marks;
  const isLevel = overall === undefined || typeof overall === 'number';
  const isPossible = day === undefined || (printedOn <= day && day <= today && existsOn(agency, day));
  return [
    ...answerFaults(questionnaire, items),
    ...(isLevel ? [] : [{ pointer: `/answers/${overallItem}`, code: 'batch:fault-overall' }]),
    ...(isPossible ? [] : [{ pointer: '/day', code: 'batch:fault-day' }]),
    ...((comment?.length ?? 0) > commentLimit
      ? [{ pointer: '/comment', code: 'comment-too-long', params: { limit: commentLimit } }]
      : []),
  ];
}

/** The source under which the answers of a campaign are recorded. */
export const sourceOf = ({ campaign }: Pick<PaperBatch, 'campaign'>): string => `campaign-${campaign}`;

/** The response that a slip makes; none while it is not settled, and none without an overall answer. */
export function responseOf(
  slip: PaperSlip,
  {
    agency,
    procedure,
    campaign,
    questionnaire,
  }: Pick<PaperBatch, 'agency' | 'procedure' | 'campaign' | 'questionnaire'>,
  timeZone: string,
): ResponseInput | undefined {
  const settled = settledAnswers(slip);
  const score = settled && scoreOf(settled);
  if (!settled || score === undefined) return undefined;
  const { [overallItem]: _overall, ...answers } = settled.marks satisfies Readonly<Record<string, ItemAnswer>>;
  return {
    agency,
    campaign,
    questionnaire,
    channel: 'post',
    score,
    occurredAt: cityInstant(settled.day ?? slip.returnedOn, '00:00', timeZone),
    externalId: slip.serial,
    ...(procedure === undefined ? {} : { procedure }),
    ...(Object.keys(answers).length > 0 ? { answers } : {}),
    ...(settled.comment ? { comment: settled.comment } : {}),
  };
}
