import { type Connection, Schema } from 'mongoose';
import { type Allowance, allowanceUnits } from '../domain/allowance.ts';
import { type DeadlinePolicy, policyStages } from '../domain/deadline-policy.ts';
import type { Signature } from '../domain/signature.ts';

export interface SavedPolicy extends DeadlinePolicy, Signature {
  /** Counts the versions of all policies in the order in which they were saved, from 1. */
  readonly number: number;
}

interface PolicyDocument extends Omit<SavedPolicy, 'number'> {
  readonly _id: number;
}

const text = { type: String, required: true };
const count = { type: Number, required: true };
const allowance = new Schema<Allowance>(
  { amount: count, unit: { type: String, enum: allowanceUnits, required: true } },
  { _id: false },
);
const given = { type: allowance, required: true };
const schema = new Schema<PolicyDocument>(
  {
    _id: count,
    code: text,
    from: text,
    names: { vi: text, en: text },
    source: text,
    stages: Object.fromEntries(policyStages.map((stage) => [stage, given])),
    extension: given,
    warnBefore: { forward: given, process: given },
    escalateEvery: given,
    reopenWithinDays: count,
    informationWithinDays: count,
    savedAt: { type: Date, required: true },
    savedBy: { type: { account: String, name: String }, _id: false },
    reason: text,
  },
  { collection: 'policies', versionKey: false },
);

/** The versions of all deadline policies. They are added to and never edited. */
export interface PolicyStore {
  /** In the order in which they were saved. */
  all(): Promise<SavedPolicy[]>;
  /** False when a version of that number stands already: somebody was first. */
  append(policy: SavedPolicy): Promise<boolean>;
}

export function policyStore(connection: Connection): PolicyStore {
  const model = connection.model<PolicyDocument>('Policy', schema);
  return {
    all: async () =>
      (await model.find().sort({ _id: 1 }).lean()).map(({ _id, ...policy }) => ({ number: _id, ...policy })),
    async append({ number, ...policy }) {
      try {
        await model.create([{ _id: number, ...policy }]);
        return true;
      } catch (error) {
        if ((error as { code?: unknown }).code === 11000) return false;
        throw error;
      }
    },
  };
}
