import { type Connection, Schema } from 'mongoose';
import { type BackCheckCall, backCheckStates } from '../domain/back-check-call.ts';
import { duplicatesOf } from './duplicates.ts';

type BackCheckDocument = Omit<BackCheckCall, 'id'> & { readonly _id: string };

const text = { type: String, required: true };
const mixed = Schema.Types.Mixed;
const schema = new Schema<BackCheckDocument>(
  {
    _id: text,
    ...{ campaign: text, interviewer: text },
    drawnAt: { type: Date, required: true },
    state: { type: String, enum: backCheckStates, required: true },
    notBefore: { type: Date, required: true },
    ...{ lease: mixed, tries: [mixed], openings: [mixed], result: mixed },
    revision: { type: Number, required: true },
  },
  { collection: 'back-checks', versionKey: false },
);
schema.index({ campaign: 1, state: 1, notBefore: 1 });

export interface BackCheckStore {
  /** Takes interviews that were drawn; those that are there already are left alone. */
  insertMany(calls: readonly BackCheckCall[]): Promise<void>;
  of(campaign: string): Promise<BackCheckCall[]>;
  find(id: string): Promise<BackCheckCall | undefined>;
  /** How many somebody could call back now: none of those she held the interview of. */
  waiting(campaign: string, who: string, now: Date): Promise<number>;
  /** Gives the one that waits longest to somebody, in one write. */
  claim(campaign: string, lease: NonNullable<BackCheckCall['lease']>, now: Date): Promise<BackCheckCall | undefined>;
  heldBy(campaign: string, who: string, now: Date): Promise<BackCheckCall | undefined>;
  /** Writes a call in place of the revision before; undefined when somebody else was first. */
  replace(call: BackCheckCall): Promise<BackCheckCall | undefined>;
  ensureIndexes(): Promise<void>;
}

export function backCheckStore(connection: Connection): BackCheckStore {
  const model = connection.model<BackCheckDocument>('BackCheck', schema);
  // Calls come from the domain, already checked: the driver writes and reads them as they are.
  const collection = () => connection.collection<BackCheckDocument>('back-checks');
  const all = async (filter: object): Promise<BackCheckCall[]> =>
    (await collection().find(filter).sort({ drawnAt: 1, _id: 1 }).batchSize(5000).toArray()).map(callOf);
  const claimable = (campaign: string, who: string, now: Date) => ({
    campaign,
    interviewer: { $ne: who },
    notBefore: { $lte: now },
    $or: [{ state: 'due' as const }, { state: 'held' as const, 'lease.until': { $lte: now } }],
  });
  return {
    async insertMany(calls) {
      if (calls.length === 0) return;
      await collection()
        .insertMany(calls.map(documentOf), { ordered: false })
        .catch((error: unknown) => void duplicatesOf(error));
    },
    of: (campaign) => all({ campaign }),
    find: async (id) => (await all({ _id: id }))[0],
    waiting: (campaign, who, now) => collection().countDocuments(claimable(campaign, who, now)),
    async claim(campaign, lease, now) {
      const found = await collection().findOneAndUpdate(
        claimable(campaign, lease.by, now),
        { $set: { state: 'held', lease }, $inc: { revision: 1 } },
        { sort: { notBefore: 1 }, returnDocument: 'after' },
      );
      return found ? callOf(found) : undefined;
    },
    heldBy: async (campaign, who, now) =>
      (await all({ campaign, state: 'held', 'lease.by': who, 'lease.until': { $gt: now } }))[0],
    async replace(call) {
      const after = { ...call, revision: call.revision + 1 };
      const { matchedCount } = await collection().replaceOne(
        { _id: call.id, revision: call.revision },
        documentOf(after),
      );
      return matchedCount === 1 ? after : undefined;
    },
    ensureIndexes: async () => void (await model.ensureIndexes()),
  };
}

const documentOf = ({ id, ...rest }: BackCheckCall): BackCheckDocument => ({ _id: id, ...rest });

const callOf = ({ _id, ...rest }: BackCheckDocument): BackCheckCall => ({ id: _id, ...rest });
