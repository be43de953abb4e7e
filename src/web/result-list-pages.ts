import { type RequestHandler, Router } from 'express';
import type { Campaign } from '../domain/campaign.ts';
import { progressOf, strataProgress } from '../domain/fieldwork.ts';
import { agencyNamed, type CampaignWords, campaignWords, room } from './campaign-shell.ts';
import { door } from './guards/role.ts';
import type { WebParts } from './parts.ts';
import { showStaff } from './staff-shell.ts';

export const listRoom = '/staff/results';

/** `/staff/results`: the campaigns that have begun, the newest first, for those who read what came of them. */
export function resultListPages(parts: WebParts): Router {
  const { campaigns, surveyFigures, quotas } = parts.stores;

  const row = async ({ id, title, state, period, draws, population }: Campaign, words: CampaignWords) => {
    const [counts, fills] = await Promise.all([surveyFigures.counts(id), quotas.of(id)]);
    const { completed, wanted } = progressOf(strataProgress(draws, counts, fills));
    return {
      ...{ title, period, completed, wanted, state },
      stateWords: words.t(`campaign:state-${state}`),
      path: `${room}/${id}/results`,
      agency: population.agency === undefined ? undefined : agencyNamed(population.agency, words),
    };
  };

  const show: RequestHandler = async (_req, res) => {
    const words = await campaignWords(parts, res);
    const begun = (await campaigns.list()).filter(({ state }) => state !== 'draft');
    showStaff(res, 'campaigns/results-list', {
      title: words.t('staff:room-results'),
      room: 'results',
      campaigns: await Promise.all(begun.map((campaign) => row(campaign, words))),
    });
  };
  return Router().get(listRoom, door('results'), show);
}
