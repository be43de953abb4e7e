import { type Connection, Schema } from 'mongoose';
import type { Adjudication, PaperSlip, SlipEntry } from '../domain/paper-slip.ts';

type SlipDocument = Omit<PaperSlip, 'serial'> & { readonly _id: string };

const mixed = { type: Schema.Types.Mixed };
const schema = new Schema<SlipDocument>(
  {
    _id: { type: String, required: true },
    batch: { type: String, required: true },
    number: { type: Number, required: true },
    twice: { type: Boolean, required: true },
    returnedOn: { type: String, required: true },
    first: { ...mixed, required: true },
    second: mixed,
    adjudication: mixed,
  },
  // An entry of a slip that was left blank has no marks, which must be kept.
  { collection: 'paper-slips', versionKey: false, minimize: false },
);
schema.index({ batch: 1, number: 1 });

/** The slips that were typed in. Each entry is one write that succeeds for one person only. */
export interface SlipStore {
  find(serial: string): Promise<PaperSlip | undefined>;
  /** By their numbers. */
  ofBatch(batch: string): Promise<PaperSlip[]>;
  /** Keeps a first entry; false when somebody was first. */
  insert(slip: PaperSlip): Promise<boolean>;
  /** Keeps a second entry by somebody else; false when there is one already. */
  addSecond(serial: string, second: SlipEntry): Promise<boolean>;
  /** Keeps the word of a third person; false when there is one already. */
  adjudicate(serial: string, adjudication: Adjudication): Promise<boolean>;
  /** Takes back a first entry that came when its batch was locked already. */
  withdraw(slip: PaperSlip): Promise<void>;
  ensureIndexes(): Promise<void>;
}

export function slipStore(connection: Connection): SlipStore {
  const model = connection.model<SlipDocument>('PaperSlip', schema);
  return {
    async find(serial) {
      const found = await model.findById(serial).lean();
      return found ? slipOf(found) : undefined;
    },
    ofBatch: async (batch) => (await model.find({ batch }).sort({ number: 1 }).lean()).map(slipOf),
    async insert({ serial, ...slip }) {
      try {
        await model.create([{ _id: serial, ...slip }]);
        return true;
      } catch (error) {
        if ((error as { code?: unknown }).code === 11000) return false;
        throw error;
      }
    },
    async addSecond(serial, second) {
      const { matchedCount } = await model.updateOne(
        { _id: serial, twice: true, second: { $exists: false }, 'first.by.account': { $ne: second.by.account } },
        { $set: { second } },
      );
      return matchedCount === 1;
    },
    async adjudicate(serial, adjudication) {
      const { account } = adjudication.by;
      const { matchedCount } = await model.updateOne(
        {
          _id: serial,
          second: { $exists: true },
          adjudication: { $exists: false },
          'first.by.account': { $ne: account },
          'second.by.account': { $ne: account },
        },
        { $set: { adjudication } },
      );
      return matchedCount === 1;
    },
    withdraw: async ({ serial, first }) =>
      void (await model.deleteOne({ _id: serial, 'first.by.account': first.by.account, second: { $exists: false } })),
    ensureIndexes: async () => void (await model.ensureIndexes()),
  };
}

const slipOf = ({ _id, ...slip }: SlipDocument): PaperSlip => ({ serial: _id, ...slip });
