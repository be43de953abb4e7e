import { stringify } from 'csv-stringify/sync';
import { type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { type Campaign, stratumOf } from '../domain/campaign.ts';
import { drawSize, wantedPerStratum } from '../domain/sample-size.ts';
import { campaignFrom, campaignWords, room, showCampaign, stratumNames, supervisorOf } from './campaign-shell.ts';
import { send } from './compression.ts';
import { flash } from './flash.ts';
import { door } from './guards/role.ts';
import { read, text } from './input.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { attempt, type Refused, statusOf } from './saving.ts';
import { linked } from './views.ts';

const form = z.strictObject({
  token: z.string(),
  seed: text(100).optional(),
  more: text(3)
    .refine((value) => /^\d{1,3}$/.test(value), { params: { code: 'type-int' } })
    .transform(Number)
    .optional(),
});

/** `/staff/campaigns/{id}/draws`: who is asked, drawn by lot such that anybody can repeat it; later some more. */
export function campaignDrawPages(parts: WebParts): Router {
  const ask: RequestHandler = async (req, res) => show(res, await campaignFrom(parts, req), {}, { faults: [] });

  const draw: RequestHandler = async (req, res) => {
    const campaign = await campaignFrom(parts, req);
    const fields = read(form, req.body);
    if ('faults' in fields) return show(res, campaign, req.body, fields);
    const { seed = '', more } = fields.value;
    const wish = { ...(seed === '' ? {} : { seed }), ...(more === undefined ? {} : { more }) };
    const refused = await attempt(
      res,
      async () => void (await parts.actions.campaigns.draw(campaign.id, wish, supervisorOf(res))),
    );
    if (refused) return show(res, await campaignFrom(parts, req), req.body, refused);
    flash(parts, res, `${room}/${campaign.id}`, 'drawn');
    res.redirect(303, linked(`${room}/${campaign.id}`, res.locals.language));
  };

  /** What a first draw would take of each stratum. */
  async function planned({ id, sizing, oversampling }: Campaign, res: Response) {
    const words = await campaignWords(parts, res);
    const populations = new Map<string, number>();
    for (const { stratum, n } of await parts.stores.surveyFigures.counts(id))
      populations.set(stratum, (populations.get(stratum) ?? 0) + n);
    const wanted = wantedPerStratum(sizing, populations);
    return [...populations].map(([stratum, population]) => {
      const n = wanted.get(stratum) ?? 0;
      return { ...stratumNames(stratum, words), population, wanted: n, draw: drawSize(n, oversampling, population) };
    });
  }

  async function show(res: Response, campaign: Campaign, typed: Typed, refused: Refused): Promise<void> {
    const { t } = res.locals;
    const isFirst = campaign.draws.length === 0;
    const strata = isFirst ? await planned(campaign, res) : [];
    const total = (of: 'population' | 'wanted' | 'draw') => strata.reduce((sum, one) => sum + one[of], 0);
    showCampaign(
      res,
      'campaigns/draws',
      campaign,
      {
        title: t('campaign:step-draws'),
        isFirst,
        isOver: campaign.state === 'closed',
        isFrameEmpty: isFirst && strata.length === 0,
        values: { more: '20', ...typed },
        strata,
        total: { population: total('population'), wanted: total('wanted'), draw: total('draw') },
        seed: campaign.draws[0]?.seed,
        draws: campaign.draws.map(({ at, by, strata: drawn }) => ({
          ...{ at, by },
          n: drawn.reduce((sum, one) => sum + one.drawn, 0),
        })),
        conflict: refused.conflict,
        faults: shownFaults(t, refused.faults),
      },
      statusOf(refused),
    );
  }

  const path = `${room}/:id/draws`;
  const download: RequestHandler = async (req, res) => {
    const { id } = await campaignFrom(parts, req);
    const rows = (await parts.stores.frameCases.drawn(id)).map(({ frameKey, stratum, lot }) => {
      const { agency, procedure } = stratumOf(stratum);
      return { case: frameKey, agency, procedure, lot };
    });
    res.attachment(`draw-${id}.csv`).set('Cache-Control', 'no-store');
    const options = { header: true, bom: true, record_delimiter: 'windows', escape_formulas: true } as const;
    send(res.type('text/csv; charset=utf-8'), stringify(rows, options));
  };

  return Router()
    .get(path, door('campaigns'), ask)
    .get(`${path}.csv`, door('campaigns'), download)
    .post(path, door('campaigns'), draw);
}

type Typed = Readonly<Record<string, unknown>>;
