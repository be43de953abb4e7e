import { Router } from 'express';
import { z } from 'zod';
import { Refusal } from '../domain/errors.ts';
import { normalized } from '../domain/tracking.ts';
import { sendAttachment } from './attachment-view.ts';
import { flashed } from './flash.ts';
import { follow, followed, unfollow } from './following.ts';
import { countTracking } from './guards/attempts.ts';
import { read, text } from './input.ts';
import type { WebParts } from './parts.ts';
import { storyForms } from './story-forms.ts';
import { showStory } from './story-page.ts';
import { showTrackingForm, storyPath } from './tracking-form.ts';
import { linked } from './views.ts';

const asked = z.strictObject({ trackingCode: text(64), pin: text(16) });

/** `/track` asks for code and PIN, `/track/story` tells the story; no address holds either of the two. */
export function trackingPages(parts: WebParts): Router {
  const { complaints } = parts.actions;
  const router = Router();

  router.get('/track', (req, res) => showTrackingForm(res, { open: followed(parts, req) !== undefined }));

  router.post('/track', async (req, res) => {
    const input = read(asked, req.body);
    if ('faults' in input) return showTrackingForm(res, { faults: input.faults });
    const { trackingCode, pin } = input.value;
    await countTracking(parts, req, normalized(trackingCode));
    if (!(await complaints.follow({ trackingCode, pin }))) {
      const faults = [{ pointer: '/trackingCode', code: 'complaint:fault-not-found' }];
      return showTrackingForm(res, { trackingCode, faults });
    }
    follow(parts, res, { trackingCode, pin });
    res.redirect(303, linked(storyPath, res.locals.language));
  });

  router.get(storyPath, async (req, res) => {
    const tracking = followed(parts, req);
    const complaint = tracking && (await complaints.follow(tracking));
    if (!complaint) {
      unfollow(res);
      return res.redirect(303, linked('/track', res.locals.language));
    }
    follow(parts, res, tracking);
    await showStory(parts, res, complaint, { done: flashed(parts, req, res) === true });
  });

  router.post('/track/leaving', (_req, res) => {
    unfollow(res);
    res.redirect(303, linked('/track', res.locals.language));
  });

  router.get(`${storyPath}/files/:id`, async (req, res) => {
    const tracking = followed(parts, req);
    const complaint = tracking && (await complaints.follow(tracking));
    if (!complaint || complaint.class === 'denunciation') throw new Refusal('not-found', 'page-not-found');
    await sendAttachment(parts, res, { id: req.params.id, complaint: complaint.id });
  });

  router.use(storyForms(parts));
  // Where the language switch of a form that came back leads.
  router.get([`${storyPath}/:form`, '/track/leaving'], (_req, res) =>
    res.redirect(303, linked(storyPath, res.locals.language)),
  );
  return router;
}
