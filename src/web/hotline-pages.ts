import { type Response, Router } from 'express';
import type { Complaint } from '../domain/complaint.ts';
import { claim, release } from '../domain/hotline-steps.ts';
import { actorOf, type CaseFrame, caseFrame } from './case-frame.ts';
import { caseStep } from './case-step.ts';
import { door } from './guards/role.ts';
import { checkForm } from './hotline-check.ts';
import {
  casesFor,
  deskRow,
  filterOf,
  heldOf,
  mostFound,
  ownCases,
  type QueueName,
  queued,
  queuePage,
  queues,
  takeNext,
} from './hotline-queue.ts';
import type { WebParts } from './parts.ts';
import { showStaff } from './staff-shell.ts';
import { linked } from './views.ts';

const desk = '/staff/hotline';
/** What the desk says of the case that was just left. */
const outcomes = ['forwarded', 'refused', 'answered', 'handed-over', 'sealed', 'elsewhere', 'nothing-left'] as const;
const lastPage = 200;

/** `/staff/hotline`: what waits to be checked and forwarded, oldest first; and what an operator does with a case. */
export function hotlinePages(parts: WebParts): Router {
  const router = Router();

  router.get(desk, door('hotline'), async (req, res) => {
    const queue = queues.find((one) => one === req.query.list) ?? 'waiting';
    const page = Math.min(lastPage, Math.max(1, Number.parseInt(String(req.query.page ?? 1), 10) || 1));
    const done = outcomes.find((one) => one === req.query.done);
    const frame = await caseFrame(parts, res);
    const [rows, own, counts] = await Promise.all([
      queued(parts, frame, queue, page - 1),
      ownCases(parts, frame),
      Promise.all(queues.map((one) => parts.stores.complaints.count(filterOf(one, frame)))),
    ]);
    const total = counts[queues.indexOf(queue)] ?? 0;
    show(res, frame, rows, own, {
      queue,
      tabs: queues.map((one, index) => ({
        list: one,
        words: res.locals.t(`hotline:list-${one}`),
        count: Math.max(0, (counts[index] ?? 0) - heldOf(one, own)),
      })),
      page,
      pages: Math.ceil(total / queuePage),
      ...(page > 1 ? { before: page - 1 } : {}),
      ...(page * queuePage < total ? { after: page + 1 } : {}),
      done: done && res.locals.t(`hotline:done-${done}`),
    });
  });

  router.post(`${desk}/next`, door('hotline'), async (_req, res) => {
    const taken = await takeNext(parts, await caseFrame(parts, res), actorOf(res));
    const to = taken === undefined ? desk : `/staff/complaints/${taken}`;
    res.redirect(303, linked(to, res.locals.language, taken === undefined ? { done: 'nothing-left' } : {}));
  });

  // A phone number is no part of an address, so the search is posted.
  router.post(`${desk}/search`, door('hotline'), async (req, res) => {
    const asked = String((req.body as { q?: unknown } | undefined)?.q ?? '')
      .trim()
      .slice(0, 64);
    if (asked === '') return res.redirect(303, linked(desk, res.locals.language));
    const frame = await caseFrame(parts, res);
    show(res, frame, await casesFor(parts, frame, asked), [], { asked, mostFound });
  });

  function show(
    res: Response,
    frame: CaseFrame,
    rows: readonly Complaint[],
    own: readonly Complaint[],
    data: { readonly queue?: QueueName } & Readonly<Record<string, unknown>>,
  ): void {
    const listed = (found: readonly Complaint[]) => found.map((complaint) => deskRow(complaint, frame));
    showStaff(res, 'hotline/queue', {
      title: res.locals.t('hotline:title'),
      room: 'hotline',
      scripts: ['hotline.js'],
      now: frame.around.now.toISOString(),
      rows: listed(rows),
      own: listed(own),
      ...data,
    });
  }

  router.use(
    caseStep(parts, 'claim', {}, () => claim),
    caseStep(parts, 'release', {}, () => release),
    checkForm(parts),
  );
  return router;
}
