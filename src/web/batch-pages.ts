import { type Response, Router } from 'express';
import { type Fault, Refusal } from '../domain/errors.ts';
import { type PaperBatch, slipsIn } from '../domain/paper-batch.ts';
import { mostSlips } from '../domain/paper-serial.ts';
import { mayEnter } from '../domain/role.ts';
import { readNewBatch, stepForms } from './batch-form.ts';
import { agreementView, batchRow, batchView } from './batch-view.ts';
import { caseFrame } from './case-frame.ts';
import { accountOf, door } from './guards/role.ts';
import { proceduresNamed, ratedUnitsOn, unitsOn } from './named-choice.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { attempt, type Refused, statusOf } from './saving.ts';
import { clerkOf } from './slip-clerk.ts';
import { showStaff } from './staff-shell.ts';
import { linked } from './views.ts';

const room = '/staff/batches';
const mostListed = 100;

/** Batches are printed and locked by who runs the campaign; slips are handed out, counted and entered by clerks too. */
const supervisors = 'campaigns';

/** `/staff/batches`: paper slips, from the printer to the post offices and back. */
export function batchPages(parts: WebParts): Router {
  const { stores, actions } = parts;
  const router = Router();
  const supervises = (res: Response): boolean => mayEnter(accountOf(res).role, supervisors);

  const batchAt = async (id: unknown): Promise<PaperBatch> => {
    const batch = await stores.batches.find(String(id));
    if (!batch) throw new Refusal('not-found', 'page-not-found');
    return batch;
  };

  router.get(room, door('batches'), async (_req, res) => {
    const frame = await caseFrame(parts, res);
    const batches = (await stores.batches.latest(mostListed)).map((batch) => batchRow(batch, frame));
    showStaff(res, 'batches/list', {
      title: frame.t('batch:title'),
      room: 'batches',
      batches,
      mayLead: supervises(res),
    });
  });

  const showNew = async (res: Response, values: Readonly<Record<string, unknown>>, faults: readonly Fault[] = []) => {
    const { around, language, t } = await caseFrame(parts, res);
    const { catalogue, today } = around;
    const names = (named: readonly { readonly names: readonly string[] }[]) => named.map((one) => one.names[0]);
    const posts = unitsOn(catalogue, today, language).filter(
      ({ code }) => catalogue.agencies.get(code)?.kind === 'post',
    );
    const campaigns = (await stores.campaigns.list()).filter(
      ({ state, modes }) => state === 'open' && modes.includes('post'),
    );
    showStaff(
      res,
      'batches/new',
      {
        title: t('batch:new'),
        room: 'batches',
        ...{ values, campaigns, most: mostSlips, faults: shownFaults(t, faults) },
        posts: names(posts),
        units: names(ratedUnitsOn(catalogue, today, language)),
        procedures: names(proceduresNamed(catalogue, language)),
      },
      faults.length > 0 ? 422 : 200,
    );
  };

  router.get(`${room}/new`, door(supervisors), (_req, res) => showNew(res, {}));

  router.post(room, door(supervisors), async (req, res) => {
    const { around, language } = await caseFrame(parts, res);
    const form = readNewBatch(req.body, { catalogue: around.catalogue, today: around.today, language });
    if ('faults' in form) return showNew(res, req.body, form.faults);
    let id = '';
    const refused = await attempt(res, async () => {
      id = (await actions.batches.prepare(form.value, clerkOf(res))).id;
    });
    if (refused) return showNew(res, req.body, refused.faults);
    res.redirect(303, linked(`${room}/${id}`, language));
  });

  const show = async (
    res: Response,
    batch: PaperBatch,
    typed: Readonly<Record<string, unknown>> = {},
    refused: Refused = { faults: [] },
  ) => {
    const frame = await caseFrame(parts, res);
    const slips = slipsIn(batch, await stores.slips.ofBatch(batch.id));
    const campaign = await stores.campaigns.find(batch.campaign);
    const { today } = frame.around;
    const { done } = res.req.query;
    res.set('Cache-Control', 'no-store');
    showStaff(
      res,
      'batches/batch',
      {
        title: batch.title,
        room: 'batches',
        batch: batchView(batch, slips, campaign, frame),
        agreement: supervises(res) ? agreementView(batch, slips, frame) : undefined,
        mayLead: supervises(res),
        today,
        values: { 'handed-on': today, 'returned-on': today, ...batch.counts, ...typed },
        done: doneWords.has(String(done)) ? frame.t(`batch:done-${done}`) : undefined,
        conflict: refused.conflict,
        faults: shownFaults(frame.t, refused.faults),
      },
      statusOf(refused),
    );
  };

  router.get(`${room}/:id`, door('batches'), async (req, res) => show(res, await batchAt(req.params['id'])));

  for (const [noun, readForm] of Object.entries(stepForms))
    router.post(`${room}/:id/${noun}`, door('batches'), async (req, res) => {
      const batch = await batchAt(req.params['id']);
      const form = readForm(req.body, batch);
      const refused =
        'faults' in form
          ? form
          : await attempt(res, async () => void (await actions.batches.perform(batch.id, form.value, clerkOf(res))));
      if (refused) return show(res, await batchAt(batch.id), req.body, refused);
      res.redirect(303, linked(`${room}/${batch.id}`, res.locals.language, { done: noun }));
    });

  router.post(`${room}/:id/lock`, door(supervisors), async (req, res) => {
    const { id } = await batchAt(req.params['id']);
    const refused = await attempt(res, async () => void (await actions.batches.lock(id, clerkOf(res))));
    if (refused) return show(res, await batchAt(id), {}, refused);
    res.redirect(303, linked(`${room}/${id}`, res.locals.language, { done: 'lock' }));
  });
  return router;
}

const doneWords = new Set([...Object.keys(stepForms), 'lock', 'adjudicated']);
