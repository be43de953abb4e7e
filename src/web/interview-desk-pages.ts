import { Router } from 'express';
import type { NothingToCall } from '../actions/next-case.ts';
import { Refusal } from '../domain/errors.ts';
import { isOutcome } from '../domain/outcome.ts';
import { accountOf, door } from './guards/role.ts';
import { showDesk } from './interview-desk-view.ts';
import { caseAddress, interviews } from './interview-frame.ts';
import type { WebParts } from './parts.ts';
import { linked } from './views.ts';

const reasons: readonly NothingToCall['why'][] = ['campaign-not-open', 'not-in-team', 'outside-hours', 'none-ready'];

/** `/staff/interviews`: the interviewer's campaigns, her calendar and her day; and the next person to be called. */
export function interviewDeskPages(parts: WebParts): Router {
  const router = Router();

  router.get(interviews, door('interviews'), (req, res) => {
    const { campaign, nothing, from, did } = req.query;
    const why = reasons.find((one) => one === nothing);
    const since = new Date(String(from));
    return showDesk(parts, res, {
      ...(typeof campaign === 'string' ? { campaign } : {}),
      ...(isOutcome(did) ? { did } : {}),
      ...(why ? { nothing: { why, ...(Number.isNaN(since.getTime()) ? {} : { from: since }) } } : {}),
    });
  });

  router.post(`${interviews}/next`, door('interviews'), async (req, res) => {
    const campaign = String((req.body as { campaign?: unknown } | undefined)?.campaign ?? '');
    const next = await parts.actions.interviews.next(accountOf(res), campaign);
    const { language } = res.locals;
    if ('id' in next) return res.redirect(303, linked(caseAddress(next.id), language));
    const { why, from } = next;
    res.redirect(303, linked(interviews, language, { campaign, nothing: why, from: from?.toISOString() }));
  });

  router.post(`${interviews}/cases/:id/take`, door('interviews'), async (req, res) => {
    const { t, language } = res.locals;
    const id = String(req.params['id']);
    try {
      await parts.actions.interviews.take(id, accountOf(res));
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
      return showDesk(parts, res, { conflict: t(error.code, error.params) });
    }
    res.redirect(303, linked(caseAddress(id), language));
  });

  router.post(`${interviews}/cases/:id/release`, door('interviews'), async (req, res) => {
    await parts.actions.interviews.release(String(req.params['id']), accountOf(res));
    res.redirect(303, linked(interviews, res.locals.language));
  });
  return router;
}
