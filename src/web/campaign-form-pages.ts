import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { Campaign } from '../domain/campaign.ts';
import { campaignFaults } from '../domain/campaign-faults.ts';
import { consentScripts } from '../domain/consent-script.ts';
import { usualCampaign } from '../domain/usual-campaign.ts';
import { readCampaignForm } from './campaign-form.ts';
import { valuesOf } from './campaign-form-values.ts';
import { campaignNames, fixedFields, formView, isFixed, preview } from './campaign-form-view.ts';
import { campaignFrom, campaignWords, room, showCampaign, supervisorOf } from './campaign-shell.ts';
import { flash } from './flash.ts';
import { door } from './guards/role.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { attempt, type Refused, statusOf } from './saving.ts';
import { showStaff } from './staff-shell.ts';
import { linked } from './views.ts';

type Typed = Readonly<Record<string, unknown>>;

/** `/staff/campaigns/new` and `…/{id}/edit`: everything that a campaign is planned by. */
export function campaignFormPages(parts: WebParts): Router {
  const { campaigns } = parts.actions;

  const edit: RequestHandler = async (req, res) => {
    const campaign = await known(req);
    const words = await campaignWords(parts, res);
    const begin = campaign ?? usualCampaign(words.today, consentScripts.at(-1)?.version ?? 1);
    await show(res, campaign, valuesOf(begin, campaignNames(words)), { faults: [] });
  };

  const save: RequestHandler = async (req, res) => {
    const campaign = await known(req);
    const names = campaignNames(await campaignWords(parts, res));
    // What may not be changed any more is not sent by the form.
    const kept = isFixed(campaign) ? valuesOf(campaign, names) : {};
    const fixed = Object.fromEntries(Object.entries(kept).filter(([field]) => fixedFields.has(field)));
    const typed: Typed = { ...(req.body as object), ...fixed };
    if (typed['do'] === 'preview') return show(res, campaign, typed, preview(typed));
    const filled = readCampaignForm(typed, names);
    if ('faults' in filled) {
      const further = filled.input
        ? inForm({ faults: campaignFaults(filled.input, await parts.catalogue()) }).faults
        : [];
      return show(res, campaign, typed, { faults: [...filled.faults, ...further] });
    }
    let id = campaign?.id;
    const refused = await attempt(res, async () => {
      const by = supervisorOf(res);
      if (id === undefined) id = (await campaigns.create(filled.input, by)).id;
      else await campaigns.change(id, filled.input, by, filled.seen);
    });
    if (refused) {
      const now = refused.conflict && campaign ? await campaignFrom(parts, req) : campaign;
      return show(res, now, { ...typed, seen: undefined }, inForm(refused));
    }
    flash(parts, res, `${room}/${id}`, 'saved');
    res.redirect(303, linked(`${room}/${id}`, res.locals.language));
  };

  const known = async (req: Request): Promise<Campaign | undefined> =>
    req.params['id'] === undefined ? undefined : campaignFrom(parts, req);

  async function show(res: Response, campaign: Campaign | undefined, values: Typed, shown: Shown): Promise<void> {
    const { t } = res.locals;
    const data = {
      ...formView(values, campaign, await campaignWords(parts, res)),
      title: campaign ? t('campaign:edit') : t('campaign:new'),
      room: 'campaigns',
      action: campaign ? `${room}/${campaign.id}/edit` : `${room}/new`,
      values,
      conflict: shown.conflict,
      preview: shown.preview,
      faults: shownFaults(t, shown.faults),
    };
    if (campaign) showCampaign(res, 'campaigns/form', campaign, data, statusOf(shown));
    else showStaff(res, 'campaigns/form', data, statusOf(shown));
  }

  return Router()
    .get(`${room}/new`, door('campaigns'), edit)
    .post(`${room}/new`, door('campaigns'), save)
    .get(`${room}/:id/edit`, door('campaigns'), edit)
    .post(`${room}/:id/edit`, door('campaigns'), save);
}

interface Shown extends Refused {
  readonly preview?: ReturnType<typeof preview>['preview'];
}

/** Faults of a campaign point into it; the fields of the form are called alike, with dashes. */
const inForm = (refused: Refused): Refused => ({
  ...refused,
  faults: refused.faults.map((fault) => ({ ...fault, pointer: `/${fault.pointer.slice(1).replaceAll('/', '-')}` })),
});
