import { type Connection, Schema } from 'mongoose';

interface DoNotCallDocument {
  /** Keyed digest of the number. */
  readonly _id: string;
  readonly at: Date;
  readonly by: string;
}

const schema = new Schema<DoNotCallDocument>(
  { _id: { type: String, required: true }, at: { type: Date, required: true }, by: { type: String, required: true } },
  { collection: 'do-not-call', versionKey: false },
);

/** Numbers that asked never to be called again, as digests: they can be compared and not read. */
export interface DoNotCallStore {
  /** Adds numbers; one that is there keeps its date. */
  add(phoneIndexes: readonly string[], by: string, now: Date): Promise<void>;
  /** Which of these are on the list. */
  among(phoneIndexes: readonly string[]): Promise<Set<string>>;
  count(): Promise<number>;
}

export function doNotCallStore(connection: Connection): DoNotCallStore {
  const model = connection.model<DoNotCallDocument>('DoNotCall', schema);
  return {
    async add(phoneIndexes, by, now) {
      if (phoneIndexes.length === 0) return;
      await model.bulkWrite(
        phoneIndexes.map((_id) => ({
          updateOne: { filter: { _id }, update: { $setOnInsert: { at: now, by } }, upsert: true },
        })),
        { ordered: false },
      );
    },
    among: async (phoneIndexes) =>
      new Set((await model.find({ _id: { $in: [...phoneIndexes] } }, { _id: 1 }).lean()).map(({ _id }) => _id)),
    count: () => model.countDocuments(),
  };
}
