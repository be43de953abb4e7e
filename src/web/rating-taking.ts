import type { Request, Response } from 'express';
import type { Answer } from '../actions/responses.ts';
import { nameOn } from '../domain/agency.ts';
import { classified } from '../domain/classification.ts';
import { Refusal } from '../domain/errors.ts';
import { flash } from './flash.ts';
import { countPublicRating } from './guards/public-limit.ts';
import type { WebParts } from './parts.ts';
import { page } from './presentation.ts';
import { channelFrom, type RatingForm, readRatingForm } from './rating-form.ts';
import { type Filled, type Subject, showRatingForm } from './rating-view.ts';
import { linked } from './views.ts';

/** Takes a filled-in form: thanks when it is recorded, the same form again when something is wrong with it. */
export async function takeRating(parts: WebParts, req: Request, res: Response, subject: Subject): Promise<void> {
  await countPublicRating(parts, req);
  const form = readRatingForm(req.body, res.locals.language);
  if ('faults' in form) return showRatingForm(res, subject, filledFrom(req), form.faults);
  try {
    const { complaint } = await record(parts, subject, form);
    res.locals.recordedChannel = form.answer.channel;
    const thanks = `/rate/${subject.agency.code}/thanks`;
    if (complaint) flash(parts, res, thanks, { ...complaint, sealed: isSealed(form.answer.complaint) });
    res.redirect(303, linked(thanks, res.locals.language));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.kind === 'conflict') return showAlready(res, subject);
    if (error.kind !== 'invalid') throw error;
    showRatingForm(res, subject, filledFrom(req), error.faults);
  }
}

/** A dossier that a link names is rated once, whoever sends the form; any other form counts once each. */
function record({ actions }: WebParts, { agency, dossier }: Subject, { answer, nonce }: RatingForm) {
  if (!dossier) return actions.responses.record({ ...answer, agency: agency.code }, `page:${nonce}`);
  const { key, ...fixed } = dossier;
  return actions.responses.record({ ...answer, ...fixed, agency: agency.code }, key);
}

/** Says that the dossier, or this very form, was rated before. */
export function showAlready(res: Response, { agency, day, dossier }: Subject, status = 409): void {
  const { language, t } = res.locals;
  const name = nameOn(agency, day, language);
  const title = t('rating:already-title');
  page(res, 'rating/already', { title, section: 'rate', agency: { code: agency.code, name }, dossier }, status);
}

/** What was typed, to be shown again. */
function filledFrom(req: Request): Filled {
  const body: Record<string, unknown> = req.body ?? {};
  return { ...body, channel: channelFrom(body.channel) };
}

/** Whether what was said beside the rating is taken for a denunciation and locked away. */
const isSealed = (complaint: Answer['complaint']): boolean =>
  complaint !== undefined && classified(complaint).class === 'denunciation';
