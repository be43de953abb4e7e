import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { confirm, rateHandling, reopen, resumeNotices, stopNotices } from '../domain/citizen-steps.ts';
import type { Complaint } from '../domain/complaint.ts';
import { contentLimit } from '../domain/complaint-input.ts';
import { Refusal } from '../domain/errors.ts';
import { once } from '../domain/once.ts';
import type { Step } from '../domain/step.ts';
import { normalized, type Tracking } from '../domain/tracking.ts';
import { takeFiles } from './attachment-form.ts';
import { flash } from './flash.ts';
import { follow, followed, unfollow } from './following.ts';
import { countStoryForm } from './guards/attempts.ts';
import { read, text } from './input.ts';
import type { WebParts } from './parts.ts';
import { type StoryAttempt, showStory } from './story-page.ts';
import { showTrackingForm, storyPath } from './tracking-form.ts';
import { linked } from './views.ts';

/** The length of the trail that the page was made from: what was said since by the same form is not said again. */
const seen = z
  .string()
  .regex(/^\d{1,6}$/)
  .transform(Number);
const words = text(contentLimit);
const score = z
  .string()
  .regex(/^[1-5]$/)
  .optional();

/** What each form of the story page asks for; `information` has files besides. */
const steps: Readonly<Record<string, z.ZodType<Step>>> = {
  confirmation: z.strictObject({ seen }).transform((form) => once(form.seen, { kind: 'confirmed' }, confirm)),
  reopening: z
    .strictObject({ seen, text: words.default('') })
    .transform((form) => once(form.seen, { kind: 'reopened', text: form.text }, reopen(form.text))),
  'handling-rating': z.strictObject({ seen, score }).transform((form) => {
    const level = Number(form.score);
    return once(form.seen, { kind: 'handling_rated', score: level }, rateHandling(level));
  }),
  letters: z
    .strictObject({ seen, letters: z.enum(['stop', 'resume']) })
    .transform((form) =>
      form.letters === 'stop'
        ? once(form.seen, { kind: 'notices_stopped' }, stopNotices)
        : once(form.seen, { kind: 'notices_resumed' }, resumeNotices),
    ),
};
const information = z.strictObject({ seen, text: words });

type Act = (tracking: Tracking) => Promise<Complaint | undefined>;

/** `POST /track/story/{noun}`: what a resident does about her case. However often a form is sent, it is done once. */
export function storyForms(parts: WebParts): Router {
  const { complaints } = parts.actions;
  const router = Router();

  for (const [noun, schema] of Object.entries(steps))
    router.post(`${storyPath}/${noun}`, async (req, res) => {
      const step = read(schema, req.body);
      const attempt = { values: req.body ?? {}, faults: 'faults' in step ? step.faults : [] };
      await settle(req, res, attempt, (tracking) =>
        'value' in step ? complaints.act(tracking, step.value) : complaints.follow(tracking),
      );
    });

  router.post(`${storyPath}/information`, async (req, res) => {
    // Nobody's files are taken in who has not shown a code and PIN.
    if (!followed(parts, req))
      return void settle(req, res, { values: req.body ?? {}, faults: [] }, async () => undefined);
    const { key, fields, faults, shown } = await takeFiles(parts, req, res);
    const form = read(information, fields);
    const attempt = {
      values: fields,
      faults: [...('faults' in form ? form.faults : []), ...faults],
      attachments: shown,
    };
    await settle(req, res, attempt, (tracking) =>
      'value' in form && faults.length === 0
        ? complaints.addTo(tracking, form.value.text, key, form.value.seen)
        : complaints.follow(tracking),
    );
  });

  /** Does it and goes back to the story, or shows it with what is wrong; said twice is said. */
  async function settle(req: Request, res: Response, attempt: StoryAttempt, act: Act): Promise<void> {
    const tracking = followed(parts, req);
    if (!tracking) return showTrackingForm(res, { ended: true, kept: attempt.values['text'] });
    await countStoryForm(parts, normalized(tracking.trackingCode));
    const again = async (more: Partial<StoryAttempt>): Promise<void> => {
      const complaint = await complaints.follow(tracking);
      if (complaint) return showStory(parts, res, complaint, { attempt: { ...attempt, ...more } });
      unfollow(res);
      res.redirect(303, linked('/track', res.locals.language));
    };
    follow(parts, res, tracking);
    if (attempt.faults.length > 0) return again({});
    try {
      if (!(await act(tracking))) return again({});
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.kind === 'invalid') return again({ faults: error.faults });
      if (error.kind !== 'conflict') throw error;
      if (error.code !== 'complaint:conflict-said') return again({ conflict: res.locals.t(error.code, error.params) });
    }
    flash(parts, res, storyPath, true);
    res.redirect(303, linked(storyPath, res.locals.language));
  }
  return router;
}
