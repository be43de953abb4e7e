import { type Request, type Response, Router } from 'express';
import type { Finished } from '../actions/interview-end.ts';
import { invalid, Refusal } from '../domain/errors.ts';
import { flash, flashed } from './flash.ts';
import { accountOf, door } from './guards/role.ts';
import { readEndForm } from './interview-end-form.ts';
import { interviewFrame, interviews as room } from './interview-frame.ts';
import { asksForJson, sendJson, showLost } from './interview-reply.ts';
import { showInterview } from './interview-view.ts';
import type { WebParts } from './parts.ts';
import { showStaff } from './staff-shell.ts';
import { spelled } from './tracking-aloud.ts';
import { linked } from './views.ts';

const done = `${room}/done`;

/** The end of an interview: its last form, and the codes of a complaint, shown once to be read aloud. */
export function interviewEndPages(parts: WebParts): Router {
  const router = Router();
  const { interviews } = parts.actions;

  router.post('/staff/interviews/cases/:id/finish', door('interviews'), async (req, res) => {
    try {
      const { surveyCase, complaint } = await finish(req, res);
      flash(parts, res, done, {
        ...{ campaign: surveyCase.campaign, outcome: surveyCase.outcome },
        ...(complaint ? { trackingCode: complaint.trackingCode, pin: complaint.pin } : {}),
      });
      const to = linked(done, res.locals.language);
      if (asksForJson(req)) return void res.json({ to });
      res.redirect(303, to);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (asksForJson(req)) return sendJson(res, error);
      if (error.kind !== 'invalid') return showLost(res, error, req.body);
      const surveyCase = await interviews.find(String(req.params['id']), accountOf(res));
      showInterview(parts, res, await interviewFrame(parts, surveyCase), {
        by: 'question',
        values: (req.body ?? {}) as Record<string, unknown>,
        faults: error.faults,
      });
    }
  });

  async function finish(req: Request, res: Response): Promise<Finished> {
    const id = String(req.params['id']);
    const who = accountOf(res);
    const wantsThis = (req.body as { contact?: unknown } | undefined)?.contact === 'this';
    const number = wantsThis ? (await interviews.respondent(id, who)).phone : undefined;
    const form = readEndForm(req.body, number);
    if ('faults' in form) throw invalid(form.faults);
    return interviews.finish(id, who, form.finishing);
  }

  router.get(done, door('interviews'), (req, res) => {
    const ended = flashed(parts, req, res) as Ended | undefined;
    const { trackingCode, pin, campaign, outcome } = ended ?? {};
    const { t } = res.locals;
    showStaff(res, 'interviews/done', {
      title: t('interview:done'),
      room: 'interviews',
      campaign,
      outcome: outcome && t(`outcome:outcome-${outcome}`),
      codes: trackingCode && pin && spelled({ trackingCode, pin }),
    });
  });
  return router;
}

/** What is shown once, and how to go on. */
interface Ended {
  readonly campaign: string;
  readonly outcome?: string;
  readonly trackingCode?: string;
  readonly pin?: string;
}
