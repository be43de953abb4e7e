import { type Connection, Schema } from 'mongoose';
import { decisionKinds, type IntegrityDecision } from '../domain/integrity-decision.ts';
import { duplicatesOf } from './duplicates.ts';

interface DecisionDocument extends IntegrityDecision {
  /** Campaign and number, so that no two decisions have the same. */
  readonly _id: string;
  /** `recount`: places, answers and tallies do not all follow it yet. */
  readonly owes: readonly 'recount'[];
}

const text = { type: String, required: true };
const schema = new Schema<DecisionDocument>(
  {
    _id: text,
    campaign: text,
    n: { type: Number, required: true },
    kind: { type: String, enum: decisionKinds, required: true },
    interviewer: text,
    cases: { type: [String], required: true },
    reason: text,
    at: { type: Date, required: true },
    by: { type: { account: text, name: text }, _id: false },
    owes: { type: [String], enum: ['recount'] },
  },
  { collection: 'integrity-decisions', versionKey: false },
);
schema.index({ campaign: 1, n: 1 });
schema.index({ at: 1 }, { name: 'owes-recount', partialFilterExpression: { owes: 'recount' } });

/** What was decided of interviews. It is added to and never edited, but for the debt that each decision begins with. */
export interface IntegrityDecisionStore {
  /** Gives the decision the next number of its campaign. */
  append(decision: Omit<IntegrityDecision, 'n'>): Promise<IntegrityDecision>;
  /** The latest first. */
  of(campaign: string): Promise<IntegrityDecision[]>;
  /** Those up to an instant that were not carried out to the end. */
  owed(before: Date, limit: number): Promise<IntegrityDecision[]>;
  settled(decision: Pick<IntegrityDecision, 'campaign' | 'n'>): Promise<void>;
  ensureIndexes(): Promise<void>;
}

export function integrityDecisionStore(connection: Connection): IntegrityDecisionStore {
  const model = connection.model<DecisionDocument>('IntegrityDecision', schema);
  const idOf = ({ campaign, n }: Pick<IntegrityDecision, 'campaign' | 'n'>): string => `${campaign} ${n}`;
  return {
    async append(decision) {
      for (;;) {
        const last = await model.findOne({ campaign: decision.campaign }, { n: 1 }).sort({ n: -1 }).lean();
        const numbered = { ...decision, n: (last?.n ?? 0) + 1 };
        try {
          const document = { _id: idOf(numbered), ...numbered, owes: ['recount'] };
          await model.collection.insertMany([document as never], { ordered: false });
          return numbered;
        } catch (error) {
          // Somebody else took the number: there is a later one.
          duplicatesOf(error);
        }
      }
    },
    of: async (campaign) => (await model.find({ campaign }).sort({ n: -1 }).lean()).map(decisionOf),
    owed: async (before, limit) =>
      (
        await model
          .find({ owes: 'recount', at: { $lte: before } })
          .sort({ at: 1 })
          .limit(limit)
          .lean()
      ).map(decisionOf),
    settled: async (decision) => void (await model.updateOne({ _id: idOf(decision) }, { $set: { owes: [] } })),
    ensureIndexes: async () => void (await model.ensureIndexes()),
  };
}

const decisionOf = ({ _id, owes: _owes, ...decision }: DecisionDocument): IntegrityDecision => decision;
