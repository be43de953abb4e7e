import type { Campaign, CampaignDebt, CampaignEvent } from '../domain/campaign.ts';
import { Refusal } from '../domain/errors.ts';
import type { CampaignStore } from '../stores/campaigns.ts';

/** How campaigns are read and written, with what happened to them. */
export type CampaignBook = ReturnType<typeof createCampaignBook>;

interface Parts {
  readonly campaigns: Pick<CampaignStore, 'find' | 'replace'>;
  now(): Date;
}

type Happening = Omit<CampaignEvent, 'at'>;

const mostTries = 10;

export const paid = (campaign: Campaign, debt: CampaignDebt): Campaign =>
  campaign.owes.includes(debt) ? { ...campaign, owes: campaign.owes.filter((one) => one !== debt) } : campaign;
export const owing = (campaign: Campaign, debt: CampaignDebt): Campaign =>
  campaign.owes.includes(debt) ? campaign : { ...campaign, owes: [...campaign.owes, debt] };

export function createCampaignBook({ campaigns, now }: Parts) {
  const changed = (): Refusal => new Refusal('conflict', 'campaign:conflict-changed');

  const find = async (id: string): Promise<Campaign> => {
    const found = await campaigns.find(id);
    if (!found) throw new Refusal('not-found', 'page-not-found');
    return found;
  };

  return {
    find,

    /** Writes what a decision makes of a campaign as the supervisor has seen it. */
    async decide(
      id: string,
      seen: number,
      event: Happening,
      step: (campaign: Campaign) => Campaign,
    ): Promise<Campaign> {
      const before = await find(id);
      if (before.revision !== seen) throw changed();
      const after = { ...step(before), events: [...before.events, { ...event, at: now() }] };
      const written = await campaigns.replace(after);
      if (!written) throw changed();
      return written;
    },

    /** Writes what happened to a campaign, whatever else is decided about it meanwhile. */
    async rewrite(id: string, step: (campaign: Campaign) => Campaign, event?: Happening): Promise<Campaign> {
      for (let tries = 0; tries < mostTries; tries += 1) {
        const before = await find(id);
        const stepped = step(before);
        const after = event ? { ...stepped, events: [...before.events, { ...event, at: now() }] } : stepped;
        const written = after === before ? before : await campaigns.replace(after);
        if (written) return written;
      }
      throw changed();
    },
  };
}
