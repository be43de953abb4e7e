import { existsOn, isRated, nameOn } from './agency.ts';
import { type Catalogue, successorsOn } from './catalogue.ts';
import type { Channel } from './channel.ts';
import { type CityDay, cityDay } from './city-day.ts';
import type { Fault } from './errors.ts';
import type { Language } from './language.ts';
import { personalDataIn } from './personal-data.ts';
import { type Answers, answerFaults, type Level, reasonFaults } from './questionnaire.ts';
import { answeredQuestionnaire, questionnaireOf } from './questionnaires.ts';

/** Longest comment taken, in characters. */
export const commentLimit = 2000;

/** An answer as it arrives, its shape already checked, before anybody asked whether it can be true. */
export interface ResponseInput {
  readonly agency: string;
  readonly procedure?: string;
  readonly channel: Channel;
  readonly score: Level;
  readonly answers?: Readonly<Record<string, unknown>>;
  readonly reasons?: readonly string[];
  readonly comment?: string;
  readonly dossierCode?: string;
  readonly language?: Language;
  readonly occurredAt?: Date;
  readonly externalId?: string;
  readonly source?: string;
  /** The campaign whose interviewers or slips asked. */
  readonly campaign?: string;
  /** The version that was asked; else the answers tell. */
  readonly questionnaire?: { readonly code: string; readonly version: number };
  readonly interviewerCode?: string;
  readonly durationSeconds?: number;
}

/** An answer as it is kept. */
export interface Response {
  readonly agency: string;
  readonly procedure?: string;
  readonly channel: Channel;
  readonly score: Level;
  readonly questionnaire: { readonly code: string; readonly version: number };
  readonly answers?: Answers;
  readonly reasons?: readonly string[];
  readonly comment?: string;
  /** Set when the comment looks as if it held a phone, identity number or address; such a comment is not shown on. */
  readonly suspectedPersonal?: true;
  readonly dossierCode?: string;
  readonly language: Language;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
  /** The city day of `occurredAt`, by which it is counted. */
  readonly day: CityDay;
  readonly source: string;
  readonly campaign?: string;
  readonly externalId?: string;
  readonly interviewerCode?: string;
  readonly durationSeconds?: number;
  readonly status: 'valid' | 'excluded';
}

export interface Circumstances {
  readonly catalogue: Catalogue;
  readonly now: Date;
  readonly timeZone: string;
}

/** A clock may run this far ahead of ours before an answer counts as coming from the future, in milliseconds. */
const clockTolerance = 5 * 60_000;

/** The answer that an input makes, or everything that is wrong with it at once. */
export function accepted(
  input: ResponseInput,
  { catalogue, now, timeZone }: Circumstances,
): { response: Response } | { faults: readonly Fault[] } {
  const occurredAt = input.occurredAt ?? now;
  const day = cityDay(occurredAt, timeZone);
  const asked = input.questionnaire && questionnaireOf(input.questionnaire.code, input.questionnaire.version);
  const questionnaire = asked ?? answeredQuestionnaire(input.answers ?? {});
  const language = input.language ?? 'vi';
  const faults = [
    ...agencyFaults(input.agency, day, catalogue, language, () => cityDay(now, timeZone)),
    ...(input.procedure !== undefined && !catalogue.procedures.has(input.procedure)
      ? [{ pointer: '/procedure', code: 'procedure-unknown', params: { procedure: input.procedure } }]
      : []),
    ...(occurredAt.getTime() > now.getTime() + clockTolerance
      ? [{ pointer: '/occurredAt', code: 'occurred-in-future' }]
      : []),
    ...answerFaults(questionnaire, input.answers ?? {}),
    ...reasonFaults(questionnaire, input.reasons ?? []),
    ...((input.comment?.length ?? 0) > commentLimit
      ? [{ pointer: '/comment', code: 'comment-too-long', params: { limit: commentLimit } }]
      : []),
  ];
  if (faults.length > 0) return { faults };
  const { occurredAt: _at, source, answers, reasons, comment, language: _language, ...rest } = input;
  return {
    response: {
      ...rest,
      questionnaire: { code: questionnaire.code, version: questionnaire.version },
      ...(answers && Object.keys(answers).length > 0 ? { answers: answers as Answers } : {}),
      ...(reasons?.length ? { reasons } : {}),
      ...(comment ? { comment } : {}),
      ...(comment && personalDataIn(comment) ? { suspectedPersonal: true as const } : {}),
      language,
      occurredAt,
      receivedAt: now,
      day,
      source: source ?? input.channel,
      status: 'valid',
    },
  };
}

function agencyFaults(
  code: string,
  day: CityDay,
  catalogue: Catalogue,
  language: Language,
  today: () => CityDay,
): Fault[] {
  const pointer = '/agency';
  const agency = catalogue.agencies.get(code);
  if (!agency) return [{ pointer, code: 'agency-unknown', params: { agency: code } }];
  const name = nameOn(agency, day, language);
  if (!isRated(agency)) return [{ pointer, code: 'agency-not-rated', params: { agency: name } }];
  if (existsOn(agency, day)) return [];
  if (day < agency.validFrom)
    return [{ pointer, code: 'agency-not-yet', params: { agency: name, from: agency.validFrom } }];
  const now = today();
  const successors = successorsOn(catalogue, agency, day > now ? now : day)
    .map((successor) => `${nameOn(successor, day, language)} (${successor.code})`)
    .join('; ');
  return [
    {
      pointer,
      code: successors ? 'agency-ended' : 'agency-ended-without-successor',
      params: { agency: name, to: agency.validTo ?? '', successors },
    },
  ];
}
