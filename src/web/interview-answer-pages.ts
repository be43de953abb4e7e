import { type Request, type Response, Router } from 'express';
import { invalid, Refusal } from '../domain/errors.ts';
import { accountOf, door } from './guards/role.ts';
import { lastStep, manners, readAnswerForm, stepsOf } from './interview-answer-form.ts';
import { caseAddress, interviewFrame, isUnderWay } from './interview-frame.ts';
import { asksForJson, sendJson, showLost } from './interview-reply.ts';
import { showInterview } from './interview-view.ts';
import type { WebParts } from './parts.ts';
import { linked } from './views.ts';

/** The questions of an interview, and the answers, each kept as it is given. */
export function interviewAnswerPages(parts: WebParts): Router {
  const router = Router();
  const { interviews } = parts.actions;

  router.get('/staff/interviews/cases/:id/interview', door('interviews'), async (req, res) => {
    const surveyCase = await interviews.find(String(req.params['id']), accountOf(res));
    const isHers = isUnderWay(surveyCase) || surveyCase.lease?.by === accountOf(res).id;
    if (!isHers || !surveyCase.interview)
      return res.redirect(303, linked(caseAddress(surveyCase.id), res.locals.language));
    const by = manners.find((one) => one === req.query['by']) ?? 'question';
    const frame = await interviewFrame(parts, surveyCase);
    const step = stepsOf(frame.questionnaire, by).find((one) => one === req.query['step']);
    showInterview(parts, res, frame, { by, ...(step === undefined ? {} : { step }) });
  });

  router.post('/staff/interviews/cases/:id/answers', door('interviews'), async (req, res) => {
    try {
      await keep(req, res);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (asksForJson(req)) return sendJson(res, error);
      showLost(res, error, req.body);
    }
  });

  async function keep(req: Request, res: Response): Promise<void> {
    const who = accountOf(res);
    const { questionnaire } = await interviewFrame(parts, await interviews.find(String(req.params['id']), who));
    const form = readAnswerForm(req.body, questionnaire);
    if ('faults' in form) throw invalid(form.faults);
    const now = parts.now();
    const at = form.at && form.at < now ? form.at : now;
    const { id } = await interviews.answer(String(req.params['id']), who, form.answers, { at });
    if (asksForJson(req)) return void res.status(204).end();
    const steps = stepsOf(questionnaire, form.by);
    const step = steps[steps.indexOf(form.step ?? '') + 1] ?? lastStep;
    const by = form.by === 'factor' ? form.by : undefined;
    res.redirect(303, linked(`${caseAddress(id)}/interview`, res.locals.language, { step, by }));
  }
  return router;
}
