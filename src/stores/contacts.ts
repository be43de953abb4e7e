import { type Connection, Schema } from 'mongoose';

/** Contact data of one case, each field encrypted by itself. The store never sees them open. */
export interface SealedContact {
  readonly id: string;
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly receivedAt: Date;
}

type ContactDocument = Omit<SealedContact, 'id'> & { readonly _id: string };

const schema = new Schema<ContactDocument>(
  {
    _id: { type: String, required: true },
    name: String,
    phone: String,
    email: String,
    receivedAt: { type: Date, required: true },
  },
  { collection: 'contacts', versionKey: false },
);

export interface ContactStore {
  /** Keeps a contact; changes nothing when it is there already. */
  keep(contact: SealedContact): Promise<void>;
  forget(id: string): Promise<void>;
  find(id: string): Promise<SealedContact | undefined>;
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
    ensureIndexes: async () => void (await model.ensureIndexes()),
  };
}
