import { type RequestHandler, type Response, Router } from 'express';
import type { Campaign } from '../domain/campaign.ts';
import { campaignFrom, campaignWords, room, showCampaign, supervisorOf } from './campaign-shell.ts';
import { campaignView } from './campaign-view.ts';
import { flash, flashed } from './flash.ts';
import { door } from './guards/role.ts';
import type { WebParts } from './parts.ts';
import { attempt, type Refused, statusOf } from './saving.ts';
import { linked } from './views.ts';

/** `/staff/campaigns/{id}`: a campaign, what is next in its life, and `…/opening` and `…/closing`, which begin and end it. */
export function campaignLifePages(parts: WebParts): Router {
  const { stores, actions } = parts;

  const overview: RequestHandler = async (req, res) => {
    const campaign = await campaignFrom(parts, req);
    await show(res, campaign, { faults: [] }, { done: flashed(parts, req, res), all: req.query['strata'] === 'all' });
  };

  async function show(
    res: Response,
    campaign: Campaign,
    refused: Refused,
    { done, all = false }: { readonly done?: unknown; readonly all?: boolean } = {},
  ): Promise<void> {
    const { t } = res.locals;
    const [counts, quotas] = await Promise.all([
      stores.surveyFigures.counts(campaign.id),
      stores.quotas.of(campaign.id),
    ]);
    showCampaign(
      res,
      'campaigns/campaign',
      campaign,
      {
        ...campaignView(campaign, counts, quotas, await campaignWords(parts, res), all),
        title: campaign.title,
        tab: '',
        conflict: refused.conflict ?? refused.faults.map(({ code, params }) => t(code, params))[0],
        done: typeof done === 'string' ? t(`campaign:done-${done}`) : undefined,
      },
      statusOf(refused),
    );
  }

  const act =
    (verb: 'open' | 'close', done: string): RequestHandler =>
    async (req, res) => {
      const { id } = await campaignFrom(parts, req);
      const seen = Number(req.body?.seen);
      const refused = await attempt(res, async () => void (await actions.campaigns[verb](id, supervisorOf(res), seen)));
      if (refused) return show(res, await campaignFrom(parts, req), refused);
      flash(parts, res, `${room}/${id}`, done);
      res.redirect(303, linked(`${room}/${id}`, res.locals.language));
    };

  const askToClose: RequestHandler = async (req, res) => {
    const campaign = await campaignFrom(parts, req);
    const [counts, holding] = await Promise.all([
      stores.surveyFigures.counts(campaign.id),
      stores.surveyFigures.holding(campaign.id),
    ]);
    const unfinished = counts.filter(({ state }) => ['ready', 'resting', 'held'].includes(state));
    showCampaign(res, 'campaigns/closing', campaign, {
      title: res.locals.t('campaign:close'),
      unfinished: unfinished.reduce((sum, { n }) => sum + n, 0),
      holding: holding.filter(({ interview }) => interview).length,
      linkDays: campaign.linkDays,
    });
  };

  return Router()
    .get(`${room}/:id`, door('campaigns'), overview)
    .post(`${room}/:id/opening`, door('campaigns'), act('open', 'opened'))
    .get(`${room}/:id/closing`, door('campaigns'), askToClose)
    .post(`${room}/:id/closing`, door('campaigns'), act('close', 'closed'));
}
