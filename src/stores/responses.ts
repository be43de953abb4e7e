import type { ObjectId } from 'mongodb';
import { type Connection, Schema, Types } from 'mongoose';
import { channels } from '../domain/channel.ts';
import type { CityDay, Period } from '../domain/city-day.ts';
import type { Response } from '../domain/response.ts';
import type { Countable } from '../domain/tally.ts';
import { duplicatesOf } from './duplicates.ts';
import { sharedWrite } from './shared-write.ts';

export const debts = ['tally', 'follow-up'] as const;
export type Debt = (typeof debts)[number];

/** An answer as it lies in the store: with what makes it arrive once and what is still owed for it. */
export interface ResponseDocument extends Response {
  readonly _id: ObjectId;
  /** The idempotency key, in the namespace of who sent it. */
  readonly key: string;
  /** Hash of what was sent, by which a repeat is told from another body under the same key. */
  readonly fingerprint: string;
  readonly owes: readonly Debt[];
  /** What the follow-up has to open as a case, encrypted; gone when that is done. */
  readonly complaint?: string;
  /** The number, in its campaign, of the decision that its status follows. */
  readonly decision?: number;
}

const schema = new Schema<ResponseDocument>(
  {
    key: { type: String, required: true },
    fingerprint: { type: String, required: true },
    agency: { type: String, required: true },
    procedure: String,
    channel: { type: String, enum: channels, required: true },
    score: { type: Number, min: 1, max: 5, required: true },
    questionnaire: { code: String, version: Number },
    answers: { type: Map, of: Schema.Types.Mixed },
    reasons: { type: [String], default: undefined },
    comment: String,
    suspectedPersonal: Boolean,
    dossierCode: String,
    language: { type: String, enum: ['vi', 'en'], required: true },
    occurredAt: { type: Date, required: true },
    receivedAt: { type: Date, required: true },
    day: { type: String, required: true },
    source: { type: String, required: true },
    campaign: String,
    externalId: String,
    interviewerCode: String,
    durationSeconds: Number,
    status: { type: String, enum: ['valid', 'excluded'], required: true },
    owes: { type: [String], enum: debts },
    complaint: String,
    decision: Number,
  },
  { collection: 'responses', versionKey: false },
);
schema.index({ key: 1 }, { unique: true });
schema.index({ agency: 1, day: 1 });
schema.index({ campaign: 1, occurredAt: 1 }, { partialFilterExpression: { campaign: { $exists: true } } });
for (const debt of debts)
  schema.index({ receivedAt: 1, agency: 1, day: 1 }, { name: `owes-${debt}`, partialFilterExpression: { owes: debt } });

/** The days of one agency that have answers nobody has counted yet. */
export interface OwedTallies {
  readonly agency: string;
  readonly days: readonly CityDay[];
}

/** A document whose key is taken; `same` when the answer that stands there has the same content. */
export interface Standing {
  readonly document: ResponseDocument;
  readonly same: boolean;
}

export interface ResponseStore {
  /** Durable when it resolves. Gives back the answer that already stands under the key, if there is one. */
  insert(document: ResponseDocument): Promise<ResponseDocument | undefined>;
  /** Writes many; gives those whose key was taken, by an answer of the same content or another. */
  insertMany(documents: readonly ResponseDocument[]): Promise<readonly Standing[]>;
  /** Those whose key is taken already. */
  standing(documents: readonly ResponseDocument[]): Promise<readonly Standing[]>;
  /** Whether an answer stands under a key. */
  isTaken(key: string): Promise<boolean>;
  countables(agency: string, period: Period): Promise<(Countable & { day: CityDay })[]>;
  /** Ids of the answers of some days that are still owed a tally. */
  owedIds(agency: string, days: readonly CityDay[]): Promise<ObjectId[]>;
  settled(ids: readonly ObjectId[], debt: Debt): Promise<void>;
  /** What was received before an instant and is not counted, at most `limit` answers of it. */
  owedTallies(before: Date, limit: number): Promise<OwedTallies[]>;
  owedFollowUps(before: Date, limit: number): Promise<ObjectId[]>;
  find(id: string | ObjectId): Promise<ResponseDocument | undefined>;
  followedUp(id: ObjectId): Promise<void>;
  /**
   * Sets aside answers of a campaign, or takes them back, by a decision with this number. What a later decision said
   * stands. Gives the agencies and days of all of them, whose tallies are to be counted anew.
   */
  decide(ids: readonly string[], status: Response['status'], decision: number): Promise<OwedTallies[]>;
  /** Every answer received up to then is counted. */
  cutOff(now: Date): Promise<Date>;
  agencies(): Promise<string[]>;
  /** Takes away the answers of a source over a period; gives the agencies and days that this touches. */
  removeSource(source: string, period?: Period): Promise<OwedTallies[]>;
  isEmpty(): Promise<boolean>;
  ensureIndexes(): Promise<void>;
}

/** More ids than some 700,000 would make a command longer than the 16 MB that a server takes. */
const mostIds = 100_000;

export const newResponseId = (): ObjectId => new Types.ObjectId();

export function responseStore(connection: Connection): ResponseStore {
  const model = connection.model<ResponseDocument>('Response', schema);
  // Documents come from domain/response.ts, already checked: the driver writes them as they are, without a second cast.
  const collection = () => model.collection;

  const writeMany = async (documents: readonly ResponseDocument[]): Promise<Map<ResponseDocument, Error>> => {
    if (documents.length === 0) return new Map();
    try {
      await collection().insertMany(documents, { ordered: false });
      return new Map();
    } catch (error) {
      return new Map(duplicatesOf(error).map((index) => [documents[index] as ResponseDocument, error as Error]));
    }
  };
  const insertShared = sharedWrite(writeMany);
  const byKey = async (keys: readonly string[]): Promise<ResponseDocument[]> =>
    (await collection()
      .find({ key: { $in: [...keys] } })
      .toArray()) as unknown as ResponseDocument[];

  const standing = async (documents: readonly ResponseDocument[]): Promise<Standing[]> => {
    if (documents.length === 0) return [];
    const found = new Map(
      (await byKey(documents.map(({ key }) => key))).map(({ key, fingerprint }) => [key, fingerprint]),
    );
    return documents
      .filter(({ key }) => found.has(key))
      .map((document) => ({ document, same: found.get(document.key) === document.fingerprint }));
  };

  const daysByAgency = (pairs: Iterable<{ agency: string; day: CityDay }>): OwedTallies[] => {
    const days = new Map<string, Set<CityDay>>();
    for (const { agency, day } of pairs) days.set(agency, (days.get(agency) ?? new Set()).add(day));
    return [...days].map(([agency, set]) => ({ agency, days: [...set].sort() }));
  };

  return {
    async insert(document) {
      const error = await insertShared(document);
      if (!error) return undefined;
      const [existing] = await byKey([document.key]);
      if (!existing) throw error;
      return existing;
    },
    insertMany: async (documents) => standing([...(await writeMany(documents)).keys()]),
    standing,
    isTaken: async (key) => (await collection().findOne({ key }, { projection: { _id: 1 } })) !== null,
    async countables(agency, { from, to }) {
      return (await collection()
        .find({ agency, day: { $gte: from, $lte: to } })
        .project({ _id: 0, day: 1, channel: 1, procedure: 1, score: 1, status: 1 })
        .batchSize(5000)
        .toArray()) as unknown as (Countable & { day: CityDay })[];
    },
    async owedIds(agency, days) {
      const found = await collection()
        .find({ agency, day: { $in: [...days] }, owes: 'tally' })
        .project({ _id: 1 })
        .batchSize(5000)
        .toArray();
      return found.map(({ _id }) => _id as ObjectId);
    },
    async settled(ids, debt) {
      for (let at = 0; at < ids.length; at += mostIds)
        await collection().updateMany(
          { _id: { $in: ids.slice(at, at + mostIds) } },
          { $pull: { owes: debt } as never },
        );
    },
    async owedTallies(before, limit) {
      const found = await collection()
        .find({ owes: 'tally', receivedAt: { $lte: before } })
        .sort({ receivedAt: 1 })
        .project({ _id: 0, agency: 1, day: 1 })
        .limit(limit)
        .batchSize(5000)
        .toArray();
      return daysByAgency(found as unknown as { agency: string; day: CityDay }[]);
    },
    async owedFollowUps(before, limit) {
      const found = await collection()
        .find({ owes: 'follow-up', receivedAt: { $lte: before } })
        .sort({ receivedAt: 1 })
        .project({ _id: 1 })
        .limit(limit)
        .toArray();
      return found.map(({ _id }) => _id as ObjectId);
    },
    find: async (id) =>
      ((await collection().findOne({ _id: new Types.ObjectId(id) })) as unknown as ResponseDocument | null) ??
      undefined,
    async followedUp(id) {
      await collection().updateOne({ _id: id }, { $pull: { owes: 'follow-up' } as never, $unset: { complaint: 1 } });
    },
    async decide(ids, status, decision) {
      const named = { _id: { $in: ids.map((id) => new Types.ObjectId(id)) } };
      await collection().updateMany(
        { ...named, $or: [{ decision: { $exists: false } }, { decision: { $lt: decision } }] },
        { $set: { status, decision } },
      );
      const found = await collection().find(named).project({ _id: 0, agency: 1, day: 1 }).batchSize(5000).toArray();
      return daysByAgency(found as unknown as { agency: string; day: CityDay }[]);
    },
    async cutOff(now) {
      const oldest = await collection().findOne(
        { owes: 'tally' },
        { sort: { receivedAt: 1 }, projection: { _id: 0, receivedAt: 1 } },
      );
      return (oldest?.['receivedAt'] as Date | undefined) ?? now;
    },
    agencies: async () => ((await collection().distinct('agency')) as string[]).sort(),
    async removeSource(source, period) {
      const filter = { source, ...(period ? { day: { $gte: period.from, $lte: period.to } } : {}) };
      const found = await collection().find(filter).project({ _id: 0, agency: 1, day: 1 }).batchSize(5000).toArray();
      await collection().deleteMany(filter);
      return daysByAgency(found as unknown as { agency: string; day: CityDay }[]);
    },
    isEmpty: async () => (await collection().findOne({}, { projection: { _id: 1 } })) === null,
    ensureIndexes: async () => void (await model.ensureIndexes()),
  };
}
