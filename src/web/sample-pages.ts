import { type Response, Router } from 'express';
import { z } from 'zod';
import { addMonths, firstOfMonth, isCityDay } from '../domain/city-day.ts';
import { referenceOf } from '../domain/complaint.ts';
import { type Fault, Refusal } from '../domain/errors.ts';
import { mostDrawn, type Sample } from '../domain/sample.ts';
import { sees } from '../domain/sight.ts';
import { actorOf, agencyName, type CaseFrame, caseFrame } from './case-frame.ts';
import { caseRow } from './case-view.ts';
import { findingViews } from './findings.ts';
import { accountOf, door } from './guards/role.ts';
import { read } from './input.ts';
import { choicesOf, monitoringQuery } from './monitoring-query.ts';
import type { WebParts } from './parts.ts';
import { shownFaults } from './presentation.ts';
import { attempt } from './saving.ts';
import { showStaff } from './staff-shell.ts';
import { linked } from './views.ts';

const room = '/staff/monitoring/samples';
const mostListed = 100;
const usualSize = '20';

const line = z.string().max(200).optional();
const form = z.strictObject({
  token: z.string(),
  size: z.string().max(10),
  seed: z
    .string()
    .trim()
    .max(100)
    .refine((value) => !/\p{Cc}/u.test(value), { params: { code: 'text-broken' } }),
  from: z.string().refine(isCityDay, { params: { code: 'day-form' } }),
  to: z.string().refine(isCityDay, { params: { code: 'day-form' } }),
  ...{ unit: line, class: line, topic: line, state: line },
});

/** `/staff/monitoring/samples`: cases drawn at random to be looked at, each draw such that anybody can repeat it. */
export function samplePages(parts: WebParts): Router {
  const { stores, actions } = parts;
  const router = Router();

  const show = async (res: Response, typed: Readonly<Record<string, unknown>> = {}, faults: readonly Fault[] = []) => {
    const { t } = res.locals;
    const frame = await caseFrame(parts, res);
    const { today } = frame.around;
    const values = { size: usualSize, from: firstOfMonth(addMonths(today, -1)), to: today, ...typed };
    showStaff(
      res,
      'monitoring/samples',
      {
        title: t('monitoring:samples'),
        room: 'monitoring',
        most: mostDrawn,
        values,
        choices: choicesOf(monitoringQuery(values, frame).query, frame),
        faults: shownFaults(t, faults),
        samples: (await stores.samples.latest(mostListed)).map((sample) => sampleView(sample, frame)),
      },
      faults.length > 0 ? 422 : 200,
    );
  };

  router.get(room, door('monitoring'), (_req, res) => show(res));

  router.post(room, door('monitoring'), async (req, res) => {
    const fields = read(form, req.body);
    if ('faults' in fields) return show(res, req.body, fields.faults);
    const { size, seed, from, to } = fields.value;
    const { query, faults } = monitoringQuery(fields.value, await caseFrame(parts, res));
    if (faults.length > 0) return show(res, req.body, faults);
    const { mark: _mark, unit: _unit, ...narrowed } = query;
    const wanted = { frame: { from, to, ...narrowed }, size: /^\d+$/.test(size) ? Number(size) : 0, seed };
    const { name, email } = accountOf(res);
    let id = '';
    const refused = await attempt(res, async () => {
      id = (await actions.samples.draw(wanted, actorOf(res), name ?? email)).id;
    });
    if (refused) return show(res, req.body, refused.faults);
    res.redirect(303, linked(`${room}/${id}`, res.locals.language));
  });

  router.get(`${room}/:id`, door('monitoring'), async (req, res) => {
    const frame = await caseFrame(parts, res);
    const sample = await stores.samples.find(String(req.params['id']));
    if (!sample) throw new Refusal('not-found', 'page-not-found');
    const found = await stores.complaints.list({ ids: sample.cases }, { sort: 'newest', limit: sample.cases.length });
    const known = new Map(found.map((complaint) => [complaint.id, complaint]));
    const rows = sample.cases.map((id, index) => {
      const complaint = known.get(id);
      const { around, viewer } = frame;
      const open = complaint && sees(around.catalogue, viewer, complaint, around.today);
      // A case that was sealed since leaves its place in the draw and nothing more.
      if (!open) return { place: index + 1, reference: referenceOf({ id }) };
      return { place: index + 1, ...caseRow(complaint, frame), findings: findingViews(complaint, frame) };
    });
    res.set('Cache-Control', 'no-store');
    showStaff(res, 'monitoring/sample', {
      title: frame.t('monitoring:sample'),
      room: 'monitoring',
      sample: sampleView(sample, frame),
      rows,
    });
  });
  return router;
}

function sampleView({ frame: asked, cases, drawnBy, ...sample }: Sample, frame: CaseFrame) {
  const { t } = frame;
  const among = [
    asked.agency && agencyName(asked.agency, frame),
    asked.class && t(`staff:class-${asked.class}`),
    asked.topic && t(`complaint:topic-${asked.topic}`),
    asked.state && t(`complaint:state-${asked.state}`),
  ].filter(Boolean);
  return {
    ...sample,
    from: asked.from,
    to: asked.to,
    among: among.length > 0 ? among.join(', ') : t('monitoring:among-all'),
    size: cases.length,
    by: drawnBy.name,
  };
}
