import { type Connection, Schema } from 'mongoose';

/** Contact data of one case, each field encrypted by itself. The store never sees them open. */
export interface SealedContact {
  readonly id: string;
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
  /** Keyed digest of the phone number as it is compared: equal numbers are found, none can be read. */
  readonly phoneIndex?: string;
  readonly receivedAt: Date;
}

type ContactDocument = Omit<SealedContact, 'id'> & { readonly _id: string };

const schema = new Schema<ContactDocument>(
  {
    _id: { type: String, required: true },
    name: String,
    phone: String,
    email: String,
    phoneIndex: String,
    receivedAt: { type: Date, required: true },
  },
  { collection: 'contacts', versionKey: false },
);
schema.index({ phoneIndex: 1 }, { partialFilterExpression: { phoneIndex: { $exists: true } } });

export interface ContactStore {
  /** Keeps a contact; changes nothing when it is there already. */
  keep(contact: SealedContact): Promise<void>;
  forget(id: string): Promise<void>;
  find(id: string): Promise<SealedContact | undefined>;
  /** The contacts with a phone number, the latest first. */
  withPhone(phoneIndex: string, limit: number): Promise<string[]>;
  ensureIndexes(): Promise<void>;
}

export function contactStore(connection: Connection): ContactStore {
  const model = connection.model<ContactDocument>('Contact', schema);
  return {
    async keep({ id, ...contact }) {
      await model.updateOne({ _id: id }, { $setOnInsert: contact }, { upsert: true });
    },
    async forget(id) {
      await model.deleteOne({ _id: id });
    },
    async find(id) {
      const found = await model.findById(id).lean();
      if (!found) return undefined;
      const { _id, ...rest } = found;
      return { id: _id, ...rest };
    },
    withPhone: async (phoneIndex, limit) =>
      (await model.find({ phoneIndex }, { _id: 1 }).sort({ receivedAt: -1 }).limit(limit).lean()).map(({ _id }) => _id),
    ensureIndexes: async () => void (await model.ensureIndexes()),
  };
}
