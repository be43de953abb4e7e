import { type RequestHandler, Router } from 'express';
import type { Campaign } from '../domain/campaign.ts';
import { progressOf, responseRate, strataProgress } from '../domain/fieldwork.ts';
import type { CountCases } from './calm-counts.ts';
import { room } from './campaign-shell.ts';
import { barOf } from './campaign-strata.ts';
import { door } from './guards/role.ts';
import type { WebParts } from './parts.ts';
import { showStaff } from './staff-shell.ts';

/** `/staff/campaigns`: every campaign, the newest first, and how far it is. */
export function campaignListPages({ stores }: WebParts, countsOf: CountCases): Router {
  const row = async ({ id, title, state, period, draws }: Campaign) => {
    const base = { id, title, state, period };
    if (draws.length === 0) return base;
    const [counts, quotas] = await Promise.all([countsOf(id), stores.quotas.of(id)]);
    const progress = progressOf(strataProgress(draws, counts, quotas));
    return { ...base, progress: { ...progress, bar: barOf(progress) }, rate: responseRate(counts, 'RR2')?.rate };
  };

  const show: RequestHandler = async (_req, res) => {
    const { t } = res.locals;
    const campaigns = await stores.campaigns.list();
    showStaff(res, 'campaigns/list', {
      title: t('staff:room-campaigns'),
      room: 'campaigns',
      campaigns: (await Promise.all(campaigns.map(row))).map((one) => ({
        ...one,
        stateWords: t(`campaign:state-${one.state}`),
      })),
    });
  };
  return Router().get(room, door('campaigns'), show);
}
