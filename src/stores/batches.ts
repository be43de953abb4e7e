import { type Connection, Schema } from 'mongoose';
import { batchStates, type PaperBatch } from '../domain/paper-batch.ts';

interface BatchDocument extends Omit<PaperBatch, 'id'> {
  readonly _id: string;
  /** `responses`: locked, and its slips are not all recorded yet. */
  readonly owes: readonly 'responses'[];
}

const mixed = Schema.Types.Mixed;
const schema = new Schema<BatchDocument>(
  {
    _id: { type: String, required: true },
    code: { type: String, required: true },
    title: { type: String, required: true },
    state: { type: String, enum: batchStates, required: true },
    revision: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    ...{ campaign: String, questionnaire: mixed, agency: String, procedure: String, post: String },
    ...{ size: Number, doubleEntry: Number, seed: String, handedOut: Number, counts: mixed, returnedOn: String },
    ...{ lost: [Number], control: mixed, slips: { type: [Number], default: undefined }, events: [mixed] },
    owes: { type: [String], enum: ['responses'] },
  },
  { collection: 'paper-batches', versionKey: false },
);
schema.index({ code: 1 }, { unique: true });
schema.index({ createdAt: -1, _id: 1 });
schema.index({ createdAt: 1 }, { name: 'owes-responses', partialFilterExpression: { owes: 'responses' } });

/** The batches of paper slips. */
export interface BatchStore {
  /** False when another batch has its code. */
  insert(batch: PaperBatch): Promise<boolean>;
  find(id: string): Promise<PaperBatch | undefined>;
  findByCode(code: string): Promise<PaperBatch | undefined>;
  /** The newest first. */
  latest(limit: number): Promise<PaperBatch[]>;
  /** Writes a batch in place of the revision before; false when somebody was first. */
  replace(batch: PaperBatch): Promise<boolean>;
  /** Notes that a slip was entered, so that nobody locks the batch without having seen it; false when it is locked. */
  touch(id: string): Promise<boolean>;
  /** Locked batches whose slips are not all recorded. */
  owed(limit: number): Promise<PaperBatch[]>;
  ensureIndexes(): Promise<void>;
}

export function batchStore(connection: Connection): BatchStore {
  const model = connection.model<BatchDocument>('PaperBatch', schema);
  const first = async (filter: object) => batchOf(await model.findOne(filter).lean());
  return {
    async insert(batch) {
      try {
        await model.create([documentOf(batch)]);
        return true;
      } catch (error) {
        if ((error as { code?: unknown }).code === 11000) return false;
        throw error;
      }
    },
    find: (id) => first({ _id: id }),
    findByCode: (code) => first({ code }),
    latest: async (limit) =>
      (await model.find().sort({ createdAt: -1, _id: 1 }).limit(limit).lean()).flatMap((one) => batchOf(one) ?? []),
    async replace(batch) {
      const { matchedCount } = await model.replaceOne(
        { _id: batch.id, revision: batch.revision - 1 },
        documentOf(batch),
      );
      return matchedCount === 1;
    },
    async touch(id) {
      const { matchedCount } = await model.updateOne({ _id: id, state: 'entering' }, { $inc: { revision: 1 } });
      return matchedCount === 1;
    },
    owed: async (limit) =>
      (await model.find({ owes: 'responses' }).sort({ createdAt: 1 }).limit(limit).lean()).flatMap(
        (one) => batchOf(one) ?? [],
      ),
    ensureIndexes: async () => void (await model.ensureIndexes()),
  };
}

const documentOf = ({ id, ...batch }: PaperBatch): BatchDocument => {
  const isRecorded = batch.events.some(({ kind }) => kind === 'recorded');
  return { _id: id, ...batch, owes: batch.state === 'locked' && !isRecorded ? ['responses'] : [] };
};

function batchOf(document: BatchDocument | null): PaperBatch | undefined {
  if (!document) return undefined;
  const { _id, owes: _owes, ...batch } = document;
  return { id: _id, ...batch };
}
