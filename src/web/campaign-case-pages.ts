import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import type { Campaign } from '../domain/campaign.ts';
import { Refusal } from '../domain/errors.ts';
import type { SurveyCase } from '../domain/survey-case.ts';
import type { CountCases } from './calm-counts.ts';
import { caseQuery, queryChoices } from './campaign-case-query.ts';
import { surveyCaseRow, surveyCaseView } from './campaign-case-view.ts';
import { campaignFrom, campaignWords, room, showCampaign, supervisorOf } from './campaign-shell.ts';
import { flash, flashed } from './flash.ts';
import { door } from './guards/role.ts';
import { read, text } from './input.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { attempt, type Refused, statusOf } from './saving.ts';
import { linked } from './views.ts';

const onePage = 50;
const noteLimit = 500;
const assignment = z.strictObject({ token: z.string(), to: z.string().max(100) });
const closing = z.strictObject({ token: z.string(), note: text(noteLimit) });

/** `/staff/campaigns/{id}/cases`: who is asked and where it stands, without anything that tells who it is. */
export function campaignCasePages(parts: WebParts, countsOf: CountCases): Router {
  const { surveyCases } = parts.stores;

  const list: RequestHandler = async (req, res) => {
    const { t, language } = res.locals;
    const campaign = await campaignFrom(parts, req);
    const words = await campaignWords(parts, res);
    const counts = await countsOf(campaign.id);
    const { asked, filter, total } = caseQuery(req.query, campaign, counts);
    const after = typeof req.query['after'] === 'string' ? req.query['after'] : undefined;
    const found = await surveyCases.list(filter, { limit: onePage + 1, ...(after ? { after } : {}) });
    const shown = found.slice(0, onePage);
    const path = `${room}/${campaign.id}/cases`;
    showCampaign(res, 'campaigns/cases', campaign, {
      title: t('campaign:tab-cases'),
      tab: 'cases',
      choices: queryChoices(asked, campaign, counts, words),
      total,
      counted: total !== undefined,
      cases: shown.map((one) => surveyCaseRow(one, words)),
      first: after ? linked(path, language, asked) : undefined,
      next: found.length > onePage ? linked(path, language, { ...asked, after: shown.at(-1)?.id }) : undefined,
    });
  };

  const known = async (req: Request): Promise<{ campaign: Campaign; surveyCase: SurveyCase }> => {
    const campaign = await campaignFrom(parts, req);
    const surveyCase = await surveyCases.find(String(req.params['case']));
    if (surveyCase?.campaign !== campaign.id) throw new Refusal('not-found', 'page-not-found');
    return { campaign, surveyCase };
  };

  const one: RequestHandler = async (req, res) => show(req, res, { faults: [] }, { done: flashed(parts, req, res) });

  const assign: RequestHandler = async (req, res) => {
    const { campaign, surveyCase } = await known(req);
    const fields = read(assignment, req.body);
    if ('faults' in fields) return show(req, res, fields);
    const to = fields.value.to === '' ? undefined : fields.value.to;
    if (to !== undefined && !campaign.team.some(({ account }) => account === to))
      return show(req, res, { faults: [{ pointer: '/to', code: 'campaign:fault-not-in-team' }] });
    await act(req, res, 'assigned', () => parts.actions.campaigns.assign(surveyCase.id, to, supervisorOf(res)));
  };

  const close: RequestHandler = async (req, res) => {
    const { surveyCase } = await known(req);
    const fields = read(closing, req.body);
    if ('faults' in fields) return show(req, res, fields);
    const { note } = fields.value;
    await act(req, res, 'case-closed', () => parts.actions.campaigns.closeCase(surveyCase.id, note, supervisorOf(res)));
  };

  async function act(req: Request, res: Response, done: string, deed: () => Promise<unknown>): Promise<void> {
    const refused = await attempt(res, async () => void (await deed()));
    if (refused) return show(req, res, refused);
    const path = `${room}/${req.params['id']}/cases/${req.params['case']}`;
    flash(parts, res, path, done);
    res.redirect(303, linked(path, res.locals.language));
  }

  async function show(req: Request, res: Response, refused: Refused, { done }: { done?: unknown } = {}): Promise<void> {
    const { t } = res.locals;
    const { campaign, surveyCase } = await known(req);
    const view = surveyCaseView(surveyCase, campaign, await campaignWords(parts, res));
    showCampaign(
      res,
      'campaigns/case',
      campaign,
      {
        title: t('campaign:case', { key: view.key }),
        tab: 'cases',
        case: view,
        isOpen: campaign.state !== 'closed' && !view.isFinal && surveyCase.state !== 'listed',
        values: { note: req.body?.note },
        limit: noteLimit,
        done: typeof done === 'string' ? t(`campaign:done-${done}`) : undefined,
        conflict: refused.conflict,
        faults: shownFaults(t, refused.faults),
      },
      statusOf(refused),
    );
  }

  const path = `${room}/:id/cases`;
  return Router()
    .get(path, door('campaigns'), list)
    .get(`${path}/:case`, door('campaigns'), one)
    .post(`${path}/:case/assignment`, door('campaigns'), assign)
    .post(`${path}/:case/closing`, door('campaigns'), close);
}
