import { Router } from 'express';
import { invalid, Refusal } from '../domain/errors.ts';
import { isOutcome } from '../domain/outcome.ts';
import { accountOf, door } from './guards/role.ts';
import { interviewFrame, interviews as room } from './interview-frame.ts';
import { readOutcomeForm } from './interview-outcome-form.ts';
import { showOutcome } from './interview-outcome-view.ts';
import { asksForJson, sendJson, showLost } from './interview-reply.ts';
import type { WebParts } from './parts.ts';
import { linked } from './views.ts';

/** What came of an attempt that was no interview, or of one that was broken off. */
export function interviewOutcomePages(parts: WebParts): Router {
  const router = Router();
  const { interviews } = parts.actions;

  router.get('/staff/interviews/cases/:id/outcome', door('interviews'), async (req, res) => {
    const surveyCase = await interviews.find(String(req.params['id']), accountOf(res));
    const { outcome, mode } = req.query;
    const values = { mode, ...(isOutcome(outcome) ? { outcome } : {}) };
    showOutcome(parts, res, await interviewFrame(parts, surveyCase), { values });
  });

  router.post('/staff/interviews/cases/:id/attempts', door('interviews'), async (req, res) => {
    const id = String(req.params['id']);
    const who = accountOf(res);
    const { language } = res.locals;
    try {
      const { campaign } = await interviewFrame(parts, await interviews.find(id, who));
      const { calendar } = await parts.actions.deadlines.current();
      const form = readOutcomeForm(req.body, { who, campaign, calendar, now: parts.now() });
      if ('faults' in form) throw invalid(form.faults);
      await interviews.attempt(id, who, form.attempt);
      const to = linked(room, language, { campaign: campaign.id, did: form.attempt.outcome });
      if (asksForJson(req)) return void res.json({ to });
      res.redirect(303, to);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (asksForJson(req)) return sendJson(res, error);
      if (error.kind !== 'invalid') return showLost(res, error, req.body);
      const frame = await interviewFrame(parts, await interviews.find(id, who));
      showOutcome(parts, res, frame, { values: (req.body ?? {}) as Record<string, unknown>, faults: error.faults });
    }
  });
  return router;
}
