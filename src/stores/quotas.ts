import { type Connection, Schema } from 'mongoose';

/** The places of one stratum: how many completed interviews are wanted, and which cases have one. */
export interface Quota {
  readonly campaign: string;
  readonly stratum: string;
  readonly wanted: number;
  readonly taken: number;
}

interface QuotaDocument extends Quota {
  readonly _id: string;
  /** The names of the places taken. `taken` is their number, changed in the same write. */
  readonly places: readonly string[];
}

const text = { type: String, required: true };
const schema = new Schema<QuotaDocument>(
  {
    _id: text,
    campaign: text,
    stratum: text,
    wanted: { type: Number, required: true },
    taken: { type: Number, required: true },
    places: { type: [String], required: true },
  },
  { collection: 'quotas', versionKey: false },
);
schema.index({ campaign: 1, stratum: 1 }, { unique: true });

export interface QuotaStore {
  of(campaign: string): Promise<Quota[]>;
  /** Sets how many are wanted; makes the quota when it is not there. */
  want(campaign: string, stratum: string, wanted: number): Promise<void>;
  /** Takes a place in one write; true also when it is taken under this name already, false when none is left. */
  take(campaign: string, stratum: string, place: string): Promise<boolean>;
  /** Takes a place also when none is left: of an interview that was made and counts again. */
  keep(campaign: string, stratum: string, place: string): Promise<void>;
  /** Lets a taken place go by another name; false when it is not taken. */
  rename(campaign: string, stratum: string, from: string, to: string): Promise<boolean>;
  /** Gives a place back; nothing happens when it is not taken. */
  giveBack(campaign: string, stratum: string, place: string): Promise<void>;
  ensureIndexes(): Promise<void>;
}

export function quotaStore(connection: Connection): QuotaStore {
  const model = connection.model<QuotaDocument>('Quota', schema);
  const idOf = (campaign: string, stratum: string): string => `${campaign} ${stratum}`;
  return {
    of: (campaign) =>
      model
        .find({ campaign }, { _id: 0, campaign: 1, stratum: 1, wanted: 1, taken: 1 })
        .sort({ stratum: 1 })
        .lean<Quota[]>(),
    async want(campaign, stratum, wanted) {
      await model.updateOne(
        { _id: idOf(campaign, stratum) },
        { $set: { wanted }, $setOnInsert: { campaign, stratum, taken: 0, places: [] } },
        { upsert: true },
      );
    },
    async take(campaign, stratum, place) {
      const _id = idOf(campaign, stratum);
      for (;;) {
        const quota = await model.findById(_id, { wanted: 1 }).lean();
        if (!quota) return false;
        const { wanted } = quota;
        const { matchedCount } = await model.updateOne(
          { _id, wanted, taken: { $lt: wanted }, places: { $ne: place } },
          { $push: { places: place }, $inc: { taken: 1 } },
        );
        if (matchedCount === 1) return true;
        if (await model.exists({ _id, places: place })) return true;
        // Full, unless a place came back or more are wanted since.
        if (!(await model.exists({ _id, $or: [{ wanted: { $ne: wanted } }, { taken: { $lt: wanted } }] })))
          return false;
      }
    },
    async keep(campaign, stratum, place) {
      await model.updateOne(
        { _id: idOf(campaign, stratum), places: { $ne: place } },
        { $push: { places: place }, $inc: { taken: 1 } },
      );
    },
    async rename(campaign, stratum, from, to) {
      const renamed = await model.updateOne(
        { _id: idOf(campaign, stratum), places: from },
        { $set: { 'places.$': to } },
      );
      return renamed.matchedCount === 1;
    },
    async giveBack(campaign, stratum, place) {
      await model.updateOne(
        { _id: idOf(campaign, stratum), places: place },
        { $pull: { places: place }, $inc: { taken: -1 } },
      );
    },
    ensureIndexes: async () => void (await model.ensureIndexes()),
  };
}
