import { type Connection, Schema } from 'mongoose';

interface Setting {
  readonly _id: string;
  readonly value: number;
}

const schema = new Schema<Setting>(
  { _id: { type: String, required: true }, value: Number },
  { collection: 'settings', versionKey: false },
);

/** A handful of numbers that the system remembers about itself. */
export interface SettingStore {
  get(name: string): Promise<number | undefined>;
  set(name: string, value: number): Promise<void>;
  /** Adds one and gives the new value. */
  increment(name: string): Promise<number>;
}

export function settingStore(connection: Connection): SettingStore {
  const model = connection.model<Setting>('Setting', schema);
  return {
    get: async (name) => (await model.findById(name).lean())?.value,
    set: async (name, value) => void (await model.updateOne({ _id: name }, { $set: { value } }, { upsert: true })),
    increment: async (name) =>
      (
        await model
          .findOneAndUpdate({ _id: name }, { $inc: { value: 1 } }, { upsert: true, returnDocument: 'after' })
          .lean()
      )?.value ?? 1,
  };
}
