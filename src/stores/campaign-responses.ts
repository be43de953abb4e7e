import type { Connection } from 'mongoose';
import type { CampaignResponse } from '../domain/campaign-interviews.ts';

/** What results and exports of a campaign need of an answer; neither key nor dossier nor minute. */
const fields = {
  ...{ agency: 1, procedure: 1, channel: 1, score: 1, questionnaire: 1, answers: 1, reasons: 1, comment: 1 },
  ...{ suspectedPersonal: 1, language: 1, day: 1, externalId: 1, interviewerCode: 1, durationSeconds: 1, status: 1 },
} as const satisfies Record<keyof CampaignResponse, 1>;

export interface CampaignResponseStore {
  /** The answers that came from interviews and slips of a campaign, the earliest first, excluded ones among them. */
  of(campaign: string): Promise<CampaignResponse[]>;
}

export const campaignResponseStore = (connection: Connection): CampaignResponseStore => ({
  of: async (campaign) =>
    (await connection
      .collection('responses')
      .find({ campaign }, { projection: { _id: 0, ...fields } })
      .sort({ occurredAt: 1 })
      .batchSize(5000)
      .toArray()) as unknown as CampaignResponse[],
});
