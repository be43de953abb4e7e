import { type Channel, channels } from '../domain/channel.ts';
import { isCityDay } from '../domain/city-day.ts';
import type { Fault } from '../domain/errors.ts';
import { type Language, languages } from '../domain/language.ts';
import { type Level, levels, noLevels } from '../domain/questionnaire.ts';
import { questionnaires } from '../domain/questionnaires.ts';
import type { ResponseInput } from '../domain/response.ts';

const items = new Set(questionnaires.flatMap((questionnaire) => questionnaire.items.map(({ code }) => code)));

/** The columns a file of responses must have, and all that it may have. */
export const responseColumns = {
  required: ['externalId', 'occurredAt', 'channel', 'agencyCode', 'score'],
  known: new Set([
    'externalId',
    'occurredAt',
    'channel',
    'agencyCode',
    'procedureCode',
    'dossierCode',
    'score',
    'comment',
    'reasons',
    'interviewerCode',
    'durationSeconds',
    'language',
    ...items,
  ]),
};

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** The answer that a row describes, or everything that is wrong with its cells. An empty cell is no answer. */
export function responseOfRow(
  cells: Readonly<Record<string, string>>,
): { answer: ResponseInput } | { faults: readonly Fault[] } {
  const faults: Fault[] = [];
  const fault = (column: string, code: string): undefined => {
    faults.push({ pointer: `/${column}`, code, params: { column, value: (cells[column] ?? '').slice(0, 60) } });
  };
  const text = (column: string): string | undefined => cells[column] || undefined;
  const oneOf = <T extends string>(column: string, known: readonly T[], code: string): T | undefined => {
    const value = text(column);
    return value === undefined || known.includes(value as T) ? (value as T | undefined) : fault(column, code);
  };
  const level = (column: string): Level | undefined => {
    const value = Number(cells[column]);
    return levels.includes(value as Level) ? (value as Level) : fault(column, 'intake:score-level');
  };

  const at = text('occurredAt');
  // A date takes 30 February for 2 March: the day must exist by itself.
  const occurredAt = at !== undefined && instant.test(at) && isCityDay(at.slice(0, 10)) ? new Date(at) : undefined;
  if (occurredAt === undefined || Number.isNaN(occurredAt.getTime())) fault('occurredAt', 'intake:instant');
  const channel =
    oneOf<Channel>('channel', channels, 'intake:channel-unknown') ??
    (cells['channel'] ? undefined : fault('channel', 'intake:channel-unknown'));
  const score = level('score');
  const duration = text('durationSeconds');
  if (duration !== undefined && !/^\d{1,6}$/.test(duration)) fault('durationSeconds', 'intake:whole-number');
  const answers: Record<string, unknown> = {};
  for (const code of items)
    if (cells[code]) answers[code] = noLevels.find((word) => word === cells[code]) ?? level(code);
  const language = oneOf<Language>('language', languages, 'intake:language-unknown');
  const agency = text('agencyCode') ?? fault('agencyCode', 'intake:agency-missing');

  if (faults.length > 0 || !occurredAt || !channel || !score || !agency) return { faults };
  return {
    answer: {
      agency,
      channel,
      score,
      occurredAt,
      ...(text('externalId') ? { externalId: cells['externalId'] as string } : {}),
      ...(text('procedureCode') ? { procedure: cells['procedureCode'] as string } : {}),
      ...(text('dossierCode') ? { dossierCode: cells['dossierCode'] as string } : {}),
      ...(text('comment') ? { comment: cells['comment'] as string } : {}),
      ...(text('reasons') ? { reasons: (cells['reasons'] as string).split(/[ ;|]+/) } : {}),
      ...(text('interviewerCode') ? { interviewerCode: cells['interviewerCode'] as string } : {}),
      ...(duration ? { durationSeconds: Number(duration) } : {}),
      ...(language ? { language } : {}),
      ...(Object.keys(answers).length > 0 ? { answers } : {}),
    },
  };
}
