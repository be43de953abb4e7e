import { type Connection, Schema } from 'mongoose';

/** An account, and the name of its owner as it was then. */
export interface Person {
  readonly account: string;
  readonly name: string;
}

/** Who was named to keep the denunciations, by whom and when. */
export interface Naming {
  /** 1 for the first. */
  readonly number: number;
  /** Absent when it shall be nobody. */
  readonly named?: Person;
  readonly namedBy: Person;
  readonly namedAt: Date;
}

interface NamingDocument extends Omit<Naming, 'number'> {
  readonly _id: number;
}

const person = { type: { account: String, name: String }, _id: false };
const schema = new Schema<NamingDocument>(
  {
    _id: { type: Number, required: true },
    named: person,
    namedBy: { ...person, required: true },
    namedAt: { type: Date, required: true },
  },
  { collection: 'custodians', versionKey: false },
);

/** The namings of the officer for denunciations. They are added to and never edited; the last one holds. */
export interface CustodianStore {
  /** The newest first. */
  all(): Promise<Naming[]>;
  last(): Promise<Naming | undefined>;
  /** False when a naming of that number stands already: somebody was first. */
  append(naming: Naming): Promise<boolean>;
}

export function custodianStore(connection: Connection): CustodianStore {
  const model = connection.model<NamingDocument>('Custodian', schema);
  const latest = async (limit: number): Promise<Naming[]> =>
    (await model.find().sort({ _id: -1 }).limit(limit).lean()).map(({ _id, ...naming }) => ({
      number: _id,
      ...naming,
    }));
  return {
    all: () => latest(0),
    last: async () => (await latest(1))[0],
    async append({ number, ...naming }) {
      try {
        await model.create([{ _id: number, ...naming }]);
        return true;
      } catch (error) {
        if ((error as { code?: unknown }).code === 11000) return false;
        throw error;
      }
    },
  };
}
