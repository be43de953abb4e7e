import type { Connection } from 'mongoose';
import { type CaseSummary, summarised, summaryOf } from '../domain/case-summary.ts';
import type { Complaint } from '../domain/complaint.ts';
import type { Stretch } from '../domain/hotline-month.ts';
import type { Sighted } from '../domain/sight.ts';

/** The fields of a case that leave the system by file: nothing of the contact, the trail and the letters. */
const exported = [...summarised, 'procedure', 'severity', 'channel', 'content'] as const;
export type ExportedCase = Pick<Complaint, 'id' | (typeof exported)[number]>;

/** Cases read narrowly, many at a time. Denunciations are left out of everything but their number. */
export interface ComplaintFigureStore {
  /** What figures need of the cases received in a stretch; on request only of those that an agency handles now. */
  summaries(stretch: Stretch, handler?: string): Promise<CaseSummary[]>;
  /** The denunciations, as far as counting them needs. */
  sealed(): Promise<Sighted[]>;
  /** The cases received in a stretch one after the other, oldest first. */
  each(stretch: Stretch): AsyncIterable<ExportedCase>;
}

const sighted = ['class', 'topic', 'agency', 'day', 'state', 'handlers', 'watchers'] as const;

const projected = (fields: readonly string[]): Record<string, 1> =>
  Object.fromEntries(fields.map((field) => [field, 1]));

const received = ({ from, to }: Stretch) => ({ class: { $ne: 'denunciation' }, receivedAt: { $gte: from, $lt: to } });

export function complaintFigureStore(connection: Connection): ComplaintFigureStore {
  const find = (filter: object, fields: readonly string[]) =>
    connection
      .collection('complaints')
      .find(filter, { projection: projected(fields) })
      .batchSize(2000);
  return {
    async summaries(stretch, handler) {
      const filter = { ...received(stretch), ...(handler === undefined ? {} : { handlers: handler }) };
      const summaries: CaseSummary[] = [];
      for await (const found of find(filter, summarised)) {
        const { _id, ...fields } = found;
        summaries.push(summaryOf(fields as unknown as Complaint));
      }
      return summaries;
    },
    sealed: async () => (await find({ class: 'denunciation' }, sighted).toArray()) as unknown as Sighted[],
    async *each(stretch) {
      for await (const found of find(received(stretch), exported).sort({ receivedAt: 1, _id: -1 })) {
        const { _id, ...fields } = found;
        yield { id: String(_id), ...(fields as unknown as Omit<ExportedCase, 'id'>) };
      }
    },
  };
}
