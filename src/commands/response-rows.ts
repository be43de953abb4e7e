import { masked } from '../domain/personal-data.ts';
import type { ExportedResponse } from '../stores/exported-responses.ts';
import type { CsvRow } from './csv-out.ts';

export const responseColumns = [
  'day',
  'agency',
  'procedure',
  'channel',
  'score',
  'questionnaire',
  'questionnaire_version',
  'answers',
  'reasons',
  'comment',
  'language',
  'source',
  'status',
] as const;

/** An answer as a row. A comment that looks as if it named somebody stays here. */
export const responseRow = (response: ExportedResponse): CsvRow => ({
  day: response.day,
  agency: response.agency,
  procedure: response.procedure,
  channel: response.channel,
  score: response.score,
  questionnaire: response.questionnaire.code,
  questionnaire_version: response.questionnaire.version,
  answers: response.answers && JSON.stringify(response.answers),
  reasons: response.reasons?.join(' '),
  comment: response.suspectedPersonal ? undefined : masked(response.comment ?? ''),
  language: response.language,
  source: response.source,
  status: response.status,
});
