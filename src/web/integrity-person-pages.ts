import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import type { Campaign } from '../domain/campaign.ts';
import { Refusal } from '../domain/errors.ts';
import type { FinishedInterview } from '../domain/finished-interview.ts';
import { decisionKinds, excludedCases } from '../domain/integrity-decision.ts';
import { campaignFrom, campaignWords, room, showCampaign, supervisorOf } from './campaign-shell.ts';
import { flash, flashed } from './flash.ts';
import { door } from './guards/role.ts';
import { read, text } from './input.ts';
import { heldRows } from './integrity-person-view.ts';
import { decisionRows, personPath } from './integrity-view.ts';
import { flagWords } from './integrity-words.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { attempt, type Refused, statusOf } from './saving.ts';
import { linked } from './views.ts';

const reasonLimit = 500;
const form = z.strictObject({
  token: z.string(),
  kind: z.enum(decisionKinds),
  scope: z.enum(['chosen', 'all']),
  case: z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(z.string().max(100)).max(1000)),
  reason: text(reasonLimit),
});

/** What the form holds: those ticked and what was typed. */
interface Filled {
  readonly ticked: ReadonlySet<string>;
  readonly values: Readonly<Record<string, unknown>>;
}

/** `/staff/campaigns/{id}/integrity/{interviewer}`: her interviews, and the decision whether they count. */
export function integrityPersonPages(parts: WebParts): Router {
  const { stores, actions } = parts;

  const known = async (
    req: Request,
  ): Promise<{ campaign: Campaign; held: FinishedInterview[]; interviewer: string }> => {
    const campaign = await campaignFrom(parts, req);
    const interviewer = String(req.params['interviewer']);
    const held = await stores.finishedInterviews.by(campaign.id, interviewer);
    if (held.length === 0) throw new Refusal('not-found', 'page-not-found');
    return { campaign, held, interviewer };
  };

  const ask: RequestHandler = async (req, res) => {
    const { campaign, interviewer } = await known(req);
    const { reading } = await actions.integrity.look(campaign);
    const flags = reading?.people.find((one) => one.interviewer === interviewer)?.flags ?? [];
    const ticked = new Set(flags.find(({ kind }) => kind === req.query['flag'])?.cases);
    await show(req, res, { ticked, values: { scope: 'chosen' } }, { faults: [] });
  };

  const decide: RequestHandler = async (req, res) => {
    const { campaign, interviewer } = await known(req);
    const ticked = new Set([req.body?.case ?? []].flat().map(String));
    const fields = read(form, req.body);
    if ('faults' in fields) return show(req, res, { ticked, values: req.body ?? {} }, fields);
    const { kind, scope, case: cases, reason } = fields.value;
    let count = 0;
    const refused = await attempt(res, async () => {
      const deciding = { kind, interviewer, reason, cases: scope === 'all' ? ('all' as const) : cases };
      count = (await actions.integrity.decide(campaign.id, deciding, supervisorOf(res))).cases.length;
    });
    if (refused) return show(req, res, { ticked, values: req.body }, refused);
    const path = personPath(campaign.id, interviewer);
    flash(parts, res, path, { kind, count });
    res.redirect(303, linked(path, res.locals.language));
  };

  async function show(req: Request, res: Response, { ticked, values }: Filled, refused: Refused): Promise<void> {
    const { t } = res.locals;
    const { campaign, held, interviewer } = await known(req);
    const words = await campaignWords(parts, res);
    const [{ reading }, decisions] = await Promise.all([
      actions.integrity.look(campaign),
      stores.integrityDecisions.of(campaign.id),
    ]);
    const person = reading?.people.find((one) => one.interviewer === interviewer);
    const name = held.at(-1)?.interview.name ?? interviewer;
    const done =
      req.method === 'GET'
        ? z.object({ kind: z.string(), count: z.number() }).safeParse(flashed(parts, req, res))
        : undefined;
    showCampaign(
      res,
      'campaigns/integrity-person',
      campaign,
      {
        title: name,
        tab: 'integrity',
        flags: person?.flags.map((flag) => ({ ...flagWords(flag, words), current: flag.kind === req.query['flag'] })),
        count: held.length,
        action: personPath(campaign.id, interviewer),
        ...heldRows(held, { ticked, excluded: excludedCases(decisions), campaign }, words, parts.config.TIME_ZONE),
        decisions: decisionRows(
          decisions.filter((one) => one.interviewer === interviewer),
          new Map([[interviewer, name]]),
          words,
        ),
        ...{ values, limit: reasonLimit },
        done: done?.success ? t(`integrity:done-${done.data.kind}`, { count: done.data.count }) : undefined,
        conflict: refused.conflict,
        faults: shownFaults(t, refused.faults),
      },
      statusOf(refused),
    );
  }

  const path = `${room}/:id/integrity/:interviewer`;
  return Router().get(path, door('campaigns'), ask).post(`${path}/decisions`, door('campaigns'), decide);
}
