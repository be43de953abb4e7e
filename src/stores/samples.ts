import { type Connection, Schema } from 'mongoose';
import type { Sample } from '../domain/sample.ts';

interface SampleDocument extends Omit<Sample, 'id'> {
  readonly _id: string;
  /** `marks`: not every case drawn says so in its trail yet. */
  readonly owes: readonly 'marks'[];
}

const text = { type: String, required: true };
const schema = new Schema<SampleDocument>(
  {
    _id: text,
    frame: { type: { from: text, to: text, agency: String, class: String, topic: String, state: String }, _id: false },
    seed: text,
    seedGiven: { type: Boolean, required: true },
    population: { type: Number, required: true },
    cases: { type: [String], required: true },
    drawnAt: { type: Date, required: true },
    drawnBy: { type: { account: text, name: text }, _id: false },
    owes: { type: [String], enum: ['marks'] },
  },
  { collection: 'samples', versionKey: false },
);
schema.index({ drawnAt: -1, _id: 1 });
schema.index({ drawnAt: 1 }, { name: 'owes-marks', partialFilterExpression: { owes: 'marks' } });

/** The draws of the monitor. They are added to and never edited, but for the debt that each begins with. */
export interface SampleStore {
  append(sample: Sample): Promise<void>;
  find(id: string): Promise<Sample | undefined>;
  /** The newest first. */
  latest(limit: number): Promise<Sample[]>;
  /** Those drawn up to an instant whose cases do not all say so. */
  owed(before: Date, limit: number): Promise<Sample[]>;
  /** Notes that all cases of a sample say so. */
  marked(id: string): Promise<void>;
  ensureIndexes(): Promise<void>;
}

export function sampleStore(connection: Connection): SampleStore {
  const model = connection.model<SampleDocument>('Sample', schema);
  return {
    append: async ({ id, ...sample }) => void (await model.create([{ _id: id, ...sample, owes: ['marks'] }])),
    async find(id) {
      const found = await model.findById(id).lean();
      return found ? sampleOf(found) : undefined;
    },
    latest: async (limit) => (await model.find().sort({ drawnAt: -1, _id: 1 }).limit(limit).lean()).map(sampleOf),
    owed: async (before, limit) =>
      (
        await model
          .find({ owes: 'marks', drawnAt: { $lte: before } })
          .sort({ drawnAt: 1 })
          .limit(limit)
          .lean()
      ).map(sampleOf),
    marked: async (id) => void (await model.updateOne({ _id: id }, { $set: { owes: [] } })),
    ensureIndexes: async () => void (await model.ensureIndexes()),
  };
}

const sampleOf = ({ _id, owes: _owes, ...sample }: SampleDocument): Sample => ({ id: _id, ...sample });
