import { type Connection, Schema } from 'mongoose';
import type { Language } from '../domain/language.ts';
import { duplicatesOf } from './duplicates.ts';

/** Whom to ask, each field encrypted by itself. The store never sees them open. */
export interface SealedRespondent {
  readonly id: string;
  readonly campaign: string;
  readonly name?: string;
  readonly phone?: string;
  readonly address?: string;
  readonly language?: Language;
  /** Keyed digest of the number: one person is asked once in a campaign. */
  readonly phoneIndex?: string;
}

type RespondentDocument = Omit<SealedRespondent, 'id'> & { readonly _id: string };

const text = { type: String, required: true };
const schema = new Schema<RespondentDocument>(
  { _id: text, campaign: text, name: String, phone: String, address: String, language: String, phoneIndex: String },
  { collection: 'respondents', versionKey: false },
);
schema.index(
  { campaign: 1, phoneIndex: 1 },
  { unique: true, partialFilterExpression: { phoneIndex: { $exists: true } } },
);
schema.index({ campaign: 1 });

/** The contacts of sampling frames, apart from cases and answers. */
export interface RespondentStore {
  /** Keeps contacts; gives the ids of those that are not kept, since the campaign has their number already. */
  keepMany(respondents: readonly SealedRespondent[]): Promise<Set<string>>;
  find(id: string): Promise<SealedRespondent | undefined>;
  /** Which of these numbers a campaign has already. */
  knownPhones(campaign: string, phoneIndexes: readonly string[]): Promise<Set<string>>;
  /** Which of these are not there. */
  missing(ids: readonly (string | undefined)[]): Promise<Set<string>>;
  forget(ids: readonly string[]): Promise<void>;
  forgetCampaign(campaign: string): Promise<void>;
  ensureIndexes(): Promise<void>;
}

export function respondentStore(connection: Connection): RespondentStore {
  const model = connection.model<RespondentDocument>('Respondent', schema);
  return {
    async keepMany(respondents) {
      if (respondents.length === 0) return new Set();
      try {
        const documents = respondents.map(({ id, ...rest }) => ({ _id: id, ...rest }));
        await model.collection.insertMany(documents as never[], { ordered: false });
        return new Set();
      } catch (error) {
        return new Set(duplicatesOf(error).map((index) => (respondents[index] as SealedRespondent).id));
      }
    },
    async find(id) {
      const found = await model.findById(id).lean();
      if (!found) return undefined;
      const { _id, ...rest } = found;
      return { id: _id, ...rest };
    },
    knownPhones: async (campaign, phoneIndexes) =>
      new Set(
        (
          await model.find({ campaign, phoneIndex: { $in: [...phoneIndexes] } }, { _id: 0, phoneIndex: 1 }).lean()
        ).flatMap(({ phoneIndex }) => (phoneIndex === undefined ? [] : [phoneIndex])),
      ),
    async missing(ids) {
      const wanted = new Set(ids.filter((id) => id !== undefined));
      const found = await model.find({ _id: { $in: [...wanted] } }, { _id: 1 }).lean();
      for (const { _id } of found) wanted.delete(_id);
      return wanted;
    },
    forget: async (ids) => void (await model.deleteMany({ _id: { $in: [...ids] } })),
    forgetCampaign: async (campaign) => void (await model.deleteMany({ campaign })),
    ensureIndexes: async () => void (await model.ensureIndexes()),
  };
}
