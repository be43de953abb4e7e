import { type Connection, Schema } from 'mongoose';
import { type Campaign, campaignDebts } from '../domain/campaign.ts';

type CampaignDocument = Omit<Campaign, 'id'> & { readonly _id: string };

const mixed = Schema.Types.Mixed;
const schema = new Schema<CampaignDocument>(
  {
    _id: { type: String, required: true },
    title: { type: String, required: true },
    state: { type: String, enum: ['draft', 'open', 'closed'], required: true },
    revision: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    closedAt: Date,
    unlinkedAt: Date,
    ...{ questionnaire: mixed, period: mixed, population: mixed, sizing: mixed, calling: mixed },
    ...{ modes: [String], oversampling: Number, consent: Number, backChecks: Number, doubleEntry: Number },
    ...{ linkDays: Number, team: [mixed], draws: [mixed], events: [mixed], owes: [String] },
  },
  { collection: 'campaigns', versionKey: false },
);
schema.index({ createdAt: -1, _id: 1 });
schema.index({ state: 1 });

export interface CampaignStore {
  insert(campaign: Campaign): Promise<void>;
  find(id: string): Promise<Campaign | undefined>;
  /** The newest first. */
  list(): Promise<Campaign[]>;
  inState(state: Campaign['state']): Promise<Campaign[]>;
  /** Those for which something is still to be done: a draw or a closing that was cut off, a link to be cut. */
  unsettled(): Promise<Campaign[]>;
  /** Writes a campaign in place of the revision before; undefined when somebody else was first. */
  replace(campaign: Campaign): Promise<Campaign | undefined>;
  ensureIndexes(): Promise<void>;
}

export function campaignStore(connection: Connection): CampaignStore {
  const model = connection.model<CampaignDocument>('Campaign', schema);
  // Campaigns come from the domain, already checked: the driver writes and reads them as they are.
  const all = async (filter: object): Promise<Campaign[]> =>
    (
      (await model.collection.find(filter).sort({ createdAt: -1, _id: 1 }).toArray()) as unknown as CampaignDocument[]
    ).map(campaignOf);
  return {
    insert: async ({ id, ...rest }) => void (await model.collection.insertOne({ _id: id, ...rest } as never)),
    find: async (id) => (await all({ _id: id }))[0],
    list: () => all({}),
    inState: (state) => all({ state }),
    unsettled: () =>
      all({ $or: [{ owes: { $in: campaignDebts } }, { state: 'closed', unlinkedAt: { $exists: false } }] }),
    async replace({ id, ...rest }) {
      const after = { ...rest, revision: rest.revision + 1 };
      const { matchedCount } = await model.collection.replaceOne({ _id: id, revision: rest.revision } as never, after);
      return matchedCount === 1 ? { id, ...after } : undefined;
    },
    ensureIndexes: async () => void (await model.ensureIndexes()),
  };
}

const campaignOf = ({ _id, ...rest }: CampaignDocument): Campaign => ({ id: _id, ...rest });
