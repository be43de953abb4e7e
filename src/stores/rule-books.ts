import { type Connection, Schema } from 'mongoose';
import type { RuleBook } from '../domain/routing-rule.ts';

interface RuleBookDocument extends Omit<RuleBook, 'version'> {
  readonly _id: number;
}

const schema = new Schema<RuleBookDocument>(
  {
    _id: { type: Number, required: true },
    from: { type: String, required: true },
    rules: { type: [Schema.Types.Mixed], required: true },
    savedAt: { type: Date, required: true },
    savedBy: { type: { account: String, name: String }, _id: false },
    reason: { type: String, required: true },
  },
  // A rule without conditions has an empty `when`, which must be kept.
  { collection: 'rule-books', versionKey: false, minimize: false },
);

/** The versions of the routing rules. They are added to and never edited. */
export interface RuleBookStore {
  /** The oldest first. */
  all(): Promise<RuleBook[]>;
  /** False when a book of that version stands already: somebody was first. */
  append(book: RuleBook): Promise<boolean>;
}

export function ruleBookStore(connection: Connection): RuleBookStore {
  const model = connection.model<RuleBookDocument>('RuleBook', schema);
  return {
    all: async () =>
      (await model.find().sort({ _id: 1 }).lean()).map(({ _id, ...book }) => ({ version: _id, ...book })),
    async append({ version, ...book }) {
      try {
        await model.create([{ _id: version, ...book }]);
        return true;
      } catch (error) {
        if ((error as { code?: unknown }).code === 11000) return false;
        throw error;
      }
    },
  };
}
