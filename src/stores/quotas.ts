import { type Connection, Schema } from 'mongoose';

/** The places of one stratum: how many completed interviews are wanted, and how many are made or under way. */
export interface Quota {
  readonly campaign: string;
  readonly stratum: string;
  readonly wanted: number;
  readonly taken: number;
}

interface QuotaDocument extends Quota {
  readonly _id: string;
  /**
   * By case, the number of its place: that of the one it has, or less than zero that of the last one it gave back.
   * `taken` counts the first, changed in the same write.
   */
  readonly places: Readonly<Record<string, number>>;
  /** `taken` of `wanted`, 1 and more when it is full; changed in the same write, so that the emptiest is found by an index. */
  readonly share: number;
}

const text = { type: String, required: true };
const schema = new Schema<QuotaDocument>(
  {
    _id: text,
    campaign: text,
    stratum: text,
    wanted: { type: Number, required: true },
    taken: { type: Number, required: true },
    places: Schema.Types.Mixed,
    share: { type: Number, required: true },
  },
  { collection: 'quotas', versionKey: false },
);
schema.index({ campaign: 1, stratum: 1 }, { unique: true });
schema.index({ campaign: 1, share: 1, stratum: 1 });

/**
 * A place is named `CASE.NUMBER`; a case has one at most, and names each taking with a higher number. So who comes late
 * with an old name can neither take a second place nor give back the one that is in use.
 */
export interface QuotaStore {
  of(campaign: string): Promise<Quota[]>;
  /** The strata that want more, the emptiest first. */
  neediest(campaign: string): AsyncIterable<string>;
  full(campaign: string): Promise<string[]>;
  /** Sets how many are wanted; makes the quota when it is not there. */
  want(campaign: string, stratum: string, wanted: number): Promise<void>;
  /**
   * Takes a place in one write, or lets the one that the case has go by this name. False when none is left, or when
   * this one was given back already.
   */
  take(campaign: string, stratum: string, place: string): Promise<boolean>;
  /** Takes a place also when none is left: of an interview that was made and counts again. */
  keep(campaign: string, stratum: string, place: string): Promise<void>;
  /** Gives back the place that a case has under this name or an earlier one, and for good: it is not taken any more. */
  giveBack(campaign: string, stratum: string, place: string): Promise<void>;
  ensureIndexes(): Promise<void>;
}

export function quotaStore(connection: Connection): QuotaStore {
  const model = connection.model<QuotaDocument>('Quota', schema);
  const idOf = (campaign: string, stratum: string): string => `${campaign} ${stratum}`;
  const write = async (_id: string, filter: object, set: object, upsert = false): Promise<boolean> => {
    const done = await model.collection.updateOne({ _id, ...filter } as never, [{ $set: set }, share], { upsert });
    return done.matchedCount === 1;
  };
  return {
    of: (campaign) =>
      model
        .find({ campaign }, { _id: 0, campaign: 1, stratum: 1, wanted: 1, taken: 1 })
        .sort({ stratum: 1 })
        .lean<Quota[]>(),
    async *neediest(campaign) {
      const found = model.collection
        .find({ campaign, share: { $lt: 1 } })
        .sort({ campaign: 1, share: 1, stratum: 1 })
        .project({ _id: 0, stratum: 1 });
      for await (const { stratum } of found) yield stratum as string;
    },
    full: async (campaign) =>
      (await model.find({ campaign, share: { $gte: 1 } }, { _id: 0, stratum: 1 }).lean()).map(({ stratum }) => stratum),
    async want(campaign, stratum, wanted) {
      const set = { campaign, stratum, wanted, taken: { $ifNull: ['$taken', 0] } };
      await write(idOf(campaign, stratum), {}, set, true);
    },
    async take(campaign, stratum, place) {
      const _id = idOf(campaign, stratum);
      const { field, number } = placeOf(place);
      return (
        (await write(_id, { share: { $lt: 1 }, ...hasNone(field, number) }, { [field]: number, ...more })) ||
        write(_id, { [field]: { $gt: 0 } }, { [field]: { $max: [`$${field}`, number] } })
      );
    },
    async keep(campaign, stratum, place) {
      const { field, number } = placeOf(place);
      await write(idOf(campaign, stratum), { [field]: { $not: { $gt: 0 } } }, { [field]: number, ...more });
    },
    async giveBack(campaign, stratum, place) {
      const _id = idOf(campaign, stratum);
      const { field, number } = placeOf(place);
      const given = { [field]: -number };
      // Also of one that was never taken: who is still on the way to take it shall find it given back.
      (await write(_id, hasNone(field, number), given)) ||
        (await write(_id, { [field]: { $gt: 0, $lte: number } }, { ...given, ...less }));
    },
    ensureIndexes: async () => void (await model.ensureIndexes()),
  };
}

const more = { taken: { $add: ['$taken', 1] } };
const less = { taken: { $add: ['$taken', -1] } };
const share = {
  $set: { share: { $cond: [{ $gt: ['$wanted', 0] }, { $divide: ['$taken', '$wanted'] }, 1] } },
};

/** The field of the case that a place is of, and its number. */
function placeOf(place: string): { readonly field: string; readonly number: number } {
  const [surveyCase = '', number = '1'] = place.split('.');
  return { field: `places.${surveyCase}`, number: Number(number) };
}

/** A case that has no place, nor gave one of this number or a higher one back. */
const hasNone = (field: string, number: number) => ({
  $nor: [{ [field]: { $gt: 0 } }, { [field]: { $lte: -number } }],
});
