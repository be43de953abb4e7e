import { type Connection, Schema } from 'mongoose';
import type { Place } from '../domain/catalogue.ts';
import { channels } from '../domain/channel.ts';
import { type CityDay, monthsWithin, type Period } from '../domain/city-day.ts';
import type { Cell, Tally } from '../domain/tally.ts';
import { duplicatesOf } from './duplicates.ts';
import { type MonthBook, monthBook } from './month-book.ts';

export interface TallyDocument extends Tally {
  /** Grows with every recount; a recount only replaces the one it started from. */
  readonly revision: number;
  /** Never earlier than that of a month counted before, whatever the clocks say. */
  readonly countedAt: Date;
}

const schema = new Schema<TallyDocument>(
  {
    agency: { type: String, required: true },
    span: { type: String, enum: ['day', 'month'], required: true },
    start: { type: String, required: true },
    cells: [
      { _id: false, channel: { type: String, enum: channels }, procedure: String, levels: [Number], excluded: Number },
    ],
    revision: { type: Number, required: true },
    countedAt: { type: Date, required: true },
  },
  { collection: 'tallies', versionKey: false },
);
schema.index({ agency: 1, span: 1, start: 1 }, { unique: true });
schema.index({ span: 1, start: 1 });
schema.index({ span: 1, countedAt: 1 });

/** A recount, and the revision of the tally that it was begun upon (0: there was none). */
export interface Recount extends Tally {
  readonly upon: number;
}

export interface TallyStore {
  /**
   * The tallies that lie inside a period for some places, and no day twice: whole months as months and the days at the
   * period's ends as days; only days with `byDay`.
   */
  read(places: readonly Place[], period: Period, options?: { readonly byDay?: boolean }): Promise<Tally[]>;
  /** A number that changes whenever a tally did; figures read before and after with the same number are equal. */
  version(): Promise<number>;
  revisions(agency: string, span: Tally['span'], starts: readonly CityDay[]): Promise<ReadonlyMap<CityDay, number>>;
  daysOf(agency: string, period: Period): Promise<Tally[]>;
  /** Replaces tallies; false when somebody else replaced one of them meanwhile, so that all must be counted again. */
  replace(recounts: readonly Recount[], now: Date): Promise<boolean>;
  /** Every tally of an agency. */
  ofAgency(agency: string): Promise<Tally[]>;
  agencies(): Promise<string[]>;
  ensureIndexes(): Promise<void>;
}

const fields = { _id: 0, agency: 1, span: 1, start: 1, cells: 1 };
const everybody = 50;

/** Places with the same span together: nearly always one group, for units seldom change the unit they belong to. */
function groupedBySpan(places: readonly Place[], period: Period): (Period & { agencies: string[] })[] {
  const groups = new Map<string, Period & { agencies: string[] }>();
  for (const { agency, from, to } of places) {
    const span = { from: from > period.from ? from : period.from, to: to < period.to ? to : period.to };
    if (span.from > span.to) continue;
    const key = `${span.from} ${span.to}`;
    const group = groups.get(key) ?? { ...span, agencies: [] };
    group.agencies.push(agency);
    groups.set(key, group);
  }
  return [...groups.values()];
}

export function tallyStore(connection: Connection): TallyStore {
  const model = connection.model<TallyDocument>('Tally', schema);
  const collection = () => model.collection;
  const book: MonthBook = monthBook(
    async (since) =>
      (await collection()
        .find({ span: 'month', ...(since ? { countedAt: { $gte: since } } : {}) })
        .project({ ...fields, revision: 1, countedAt: 1 })
        .batchSize(5000)
        .toArray()) as unknown as TallyDocument[],
  );
  const find = async (filter: Record<string, unknown>): Promise<Tally[]> =>
    (await collection().find(filter).project(fields).batchSize(5000).toArray()) as unknown as Tally[];

  const days = async (agencies: readonly string[], { from, to }: Period): Promise<Tally[]> => {
    const start = { $gte: from, $lte: to };
    // Many agencies: one walk over the days is shorter than one look-up for each of them.
    if (agencies.length <= everybody) return find({ agency: { $in: [...agencies] }, span: 'day', start });
    const wanted = new Set(agencies);
    return (await find({ span: 'day', start })).filter(({ agency }) => wanted.has(agency));
  };

  /** A clock that was set back, or runs behind another process's, must not hide a recount from the month books. */
  const nextCount = async (now: Date): Promise<Date> => {
    const last = await collection().findOne(
      { span: 'month' },
      { sort: { countedAt: -1 }, projection: { _id: 0, countedAt: 1 } },
    );
    return new Date(Math.max(now.getTime(), Number(last?.['countedAt'] ?? 0) + 1));
  };

  return {
    async read(places, period, { byDay = false } = {}) {
      const read: Tally[] = [];
      for (const { agencies, ...span } of groupedBySpan(places, period)) {
        const { months, days: ends } = byDay ? { days: [span] } : monthsWithin(span);
        if (months) read.push(...(await book.read(new Set(agencies), months)));
        for (const end of ends) read.push(...(await days(agencies, end)));
      }
      return read;
    },
    version: () => book.version(),
    async revisions(agency, span, starts) {
      const found = await collection()
        .find({ agency, span, start: { $in: [...starts] } })
        .project({ _id: 0, start: 1, revision: 1 })
        .batchSize(5000)
        .toArray();
      return new Map(found.map(({ start, revision }) => [start as string, revision as number]));
    },
    daysOf: (agency, { from, to }) => find({ agency, span: 'day', start: { $gte: from, $lte: to } }),
    async replace(recounts, now) {
      if (recounts.length === 0) return true;
      const countedAt = await nextCount(now);
      const operations = recounts.map(({ upon, agency, span, start, cells }) => {
        const tally = { agency, span, start, cells: cells as Cell[], revision: upon + 1, countedAt };
        return upon === 0
          ? { insertOne: { document: tally } }
          : { replaceOne: { filter: { agency, span, start, revision: upon }, replacement: tally } };
      });
      try {
        const { insertedCount, matchedCount } = await collection().bulkWrite(operations, { ordered: false });
        return insertedCount + matchedCount === recounts.length;
      } catch (error) {
        return duplicatesOf(error).length === 0;
      }
    },
    ofAgency: (agency) => find({ agency }),
    agencies: async () => ((await collection().distinct('agency')) as string[]).sort(),
    ensureIndexes: async () => void (await model.ensureIndexes()),
  };
}
