import { type Connection, Schema } from 'mongoose';
import { type ReplyTemplate, templateStates } from '../domain/reply-template.ts';

/** A template as it stands: how often it was saved, and by whom last. */
export interface SavedTemplate extends ReplyTemplate {
  readonly revision: number;
  readonly savedAt: Date;
  /** The account; absent for what came with the system. */
  readonly savedBy?: string;
}

type TemplateDocument = Omit<SavedTemplate, 'code'> & { readonly _id: string };

const text = { type: String, required: true };
const schema = new Schema<TemplateDocument>(
  {
    _id: text,
    state: { type: String, enum: templateStates, required: true },
    texts: { vi: text, en: text },
    enabled: { type: Boolean, required: true },
    revision: { type: Number, required: true },
    savedAt: { type: Date, required: true },
    savedBy: String,
  },
  { collection: 'reply-templates', versionKey: false },
);

export interface ReplyTemplateStore {
  /** In the order of their codes. */
  all(): Promise<SavedTemplate[]>;
  /** Writes a template of revision 1 that is not there yet, or the next revision of one that is; false when somebody was first. */
  save(template: SavedTemplate): Promise<boolean>;
}

export function replyTemplateStore(connection: Connection): ReplyTemplateStore {
  const model = connection.model<TemplateDocument>('ReplyTemplate', schema);
  return {
    all: async () =>
      (await model.find().sort({ _id: 1 }).lean()).map(({ _id, ...template }) => ({ code: _id, ...template })),
    async save({ code, ...template }) {
      if (template.revision === 1) {
        const { upsertedCount } = await model.updateOne({ _id: code }, { $setOnInsert: template }, { upsert: true });
        return upsertedCount === 1;
      }
      const found = await model.updateOne({ _id: code, revision: template.revision - 1 }, { $set: template });
      return found.matchedCount === 1;
    },
  };
}
