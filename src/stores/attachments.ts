import { type Connection, Schema } from 'mongoose';
import { type Attachment, attachmentKinds } from '../domain/attachment.ts';

/** A file as it is kept, without its bytes. */
export interface KeptAttachment extends Attachment {
  /** Orders the files that came at the same moment. */
  readonly order: number;
  /** Keyed hash of what was sent, by which the same file is known again. */
  readonly digest: string;
}

/** The key of the form that a file came with, and how long it waits for that form to go through. */
export interface Staging {
  readonly key: string;
  readonly until: Date;
}

type AttachmentDocument = Omit<KeptAttachment, 'id'> & {
  readonly _id: string;
  /** Encrypted. */
  readonly bytes: Buffer;
  /** Either the form that it waits for or the case that has it. */
  readonly staged?: Staging;
  readonly complaint?: string;
};

const schema = new Schema<AttachmentDocument>(
  {
    _id: { type: String, required: true },
    kind: { type: String, enum: attachmentKinds, required: true },
    size: { type: Number, required: true },
    order: { type: Number, required: true },
    digest: { type: String, required: true },
    bytes: { type: Buffer, required: true },
    addedAt: { type: Date, required: true },
    addedBy: { type: String, required: true },
    staged: new Schema<Staging>({ key: String, until: Date }, { _id: false }),
    complaint: String,
  },
  { collection: 'attachments', versionKey: false },
);
schema.index(
  { 'staged.key': 1, digest: 1 },
  { unique: true, partialFilterExpression: { 'staged.key': { $exists: true } } },
);
schema.index({ complaint: 1, digest: 1 }, { unique: true, partialFilterExpression: { complaint: { $exists: true } } });
schema.index({ 'staged.until': 1 });

export interface AttachmentStore {
  /** Keeps a file for a form; changes nothing when the same file is there for it already. */
  stage(file: KeptAttachment & { readonly bytes: Buffer }, staged: Staging): Promise<void>;
  staged(key: string): Promise<KeptAttachment[]>;
  drop(key: string, ids: readonly string[]): Promise<void>;
  /** Gives a file that was staged to a case; when the case has the same file already, it is deleted instead. */
  attach(id: string, key: string, complaint: string): Promise<void>;
  of(complaint: string): Promise<KeptAttachment[]>;
  /** The encrypted bytes of a file, if this case has it. */
  bytes(id: string, complaint: string): Promise<Buffer | undefined>;
  /** Deletes the files of a case; gives their number. */
  purge(complaint: string): Promise<number>;
  /** Deletes what was to wait until an instant; gives the number of files. */
  expire(until: Date): Promise<number>;
  ensureIndexes(): Promise<void>;
}

export function attachmentStore(connection: Connection): AttachmentStore {
  const model = connection.model<AttachmentDocument>('Attachment', schema);
  const list = async (of: { complaint: string } | { 'staged.key': string }): Promise<KeptAttachment[]> => {
    const found = await model.find(of, { bytes: 0, staged: 0, complaint: 0 }).sort({ addedAt: 1, order: 1 }).lean();
    return found.map(({ _id, ...file }) => ({ id: _id, ...file }));
  };
  return {
    async stage({ id, ...file }, staged) {
      await model.create([{ _id: id, ...file, staged }]).catch(unlessThere);
    },
    staged: (key) => list({ 'staged.key': key }),
    async drop(key, ids) {
      if (ids.length > 0) await model.deleteMany({ _id: { $in: [...ids] }, 'staged.key': key });
    },
    async attach(id, key, complaint) {
      const staged = { _id: id, 'staged.key': key };
      try {
        await model.updateOne(staged, { $set: { complaint }, $unset: { staged: 1 } });
      } catch (error) {
        unlessThere(error);
        await model.deleteOne(staged);
      }
    },
    of: (complaint) => list({ complaint }),
    async bytes(id, complaint) {
      const found = await model.findOne({ _id: id, complaint }, { bytes: 1 }).lean();
      return found ? Buffer.from(found.bytes.buffer) : undefined;
    },
    purge: async (complaint) => (await model.deleteMany({ complaint })).deletedCount,
    expire: async (until) => (await model.deleteMany({ 'staged.until': { $lte: until } })).deletedCount,
    ensureIndexes: async () => void (await model.ensureIndexes()),
  };
}

/** Lets pass that a unique index has the same already, and nothing else. */
function unlessThere(error: unknown): void {
  if ((error as { code?: unknown }).code !== 11_000) throw error;
}
