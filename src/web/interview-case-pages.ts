import { Router } from 'express';
import { z } from 'zod';
import { type Mode, modes } from '../domain/campaign.ts';
import { Refusal } from '../domain/errors.ts';
import { type Language, languages } from '../domain/language.ts';
import { accountOf, door } from './guards/role.ts';
import { read } from './input.ts';
import { showInterviewCase } from './interview-case-view.ts';
import { caseAddress } from './interview-frame.ts';
import { isFull } from './interview-reply.ts';
import type { WebParts } from './parts.ts';
import { linked } from './views.ts';

const beginning = z.strictObject({
  token: z.string(),
  mode: z.enum(modes),
  language: z.enum(languages),
  consent: z
    .string()
    .regex(/^\d{1,4}$/)
    .transform(Number),
});

/** `/staff/interviews/cases/{id}`: who is called and why, what is said first, and the yes with which it begins. */
export function interviewCasePages(parts: WebParts): Router {
  const router = Router();
  const { interviews } = parts.actions;

  router.get('/staff/interviews/cases/:id', door('interviews'), async (req, res) => {
    const surveyCase = await interviews.find(String(req.params['id']), accountOf(res));
    const mode = modes.find((one): one is Mode => one === req.query['mode']);
    const spoken = languages.find((one): one is Language => one === req.query['spoken']);
    await showInterviewCase(parts, res, surveyCase, { ...(mode ? { mode } : {}), ...(spoken ? { spoken } : {}) });
  });

  router.post('/staff/interviews/cases/:id/interview', door('interviews'), async (req, res) => {
    const id = String(req.params['id']);
    const form = read(beginning, req.body);
    if ('faults' in form) throw new Refusal('invalid', 'input', {}, form.faults);
    const { mode, language, consent } = form.value;
    try {
      await interviews.begin(id, accountOf(res), { mode, language, consent });
    } catch (error) {
      if (!(error instanceof Refusal) || error.kind !== 'conflict') throw error;
      const surveyCase = await interviews.find(id, accountOf(res));
      const conflict = res.locals.t(error.code, error.params);
      return showInterviewCase(parts, res, surveyCase, { mode, spoken: language, conflict, isFull: isFull(error) });
    }
    res.redirect(303, linked(`${caseAddress(id)}/interview`, res.locals.language));
  });
  return router;
}
