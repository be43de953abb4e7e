import type { Connection } from 'mongoose';
import type { Period } from '../domain/city-day.ts';
import type { Response } from '../domain/response.ts';

/** What leaves the system of an answer: nothing that tells who gave it, and no minute at which somebody stood there. */
const fields = [
  'agency',
  'procedure',
  'channel',
  'score',
  'questionnaire',
  'answers',
  'reasons',
  'comment',
  'suspectedPersonal',
  'language',
  'day',
  'source',
  'status',
] as const;
export type ExportedResponse = Pick<Response, (typeof fields)[number]>;

export interface ExportedResponseStore {
  /** The answers of some days one after the other; on request only those about some agencies. */
  each(period: Period, agencies?: readonly string[]): AsyncIterable<ExportedResponse>;
}

export function exportedResponseStore(connection: Connection): ExportedResponseStore {
  return {
    async *each({ from, to }, agencies) {
      const filter = { day: { $gte: from, $lte: to }, ...(agencies ? { agency: { $in: [...agencies] } } : {}) };
      const projection = Object.fromEntries([['_id', 0], ...fields.map((field) => [field, 1])]);
      const found = connection.collection('responses').find(filter, { projection }).batchSize(2000);
      for await (const one of found) yield one as unknown as ExportedResponse;
    },
  };
}
