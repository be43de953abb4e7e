import { type Request, type Response, Router } from 'express';
import { existsOn, isRated, nameOn } from '../domain/agency.ts';
import { agenciesNamed, successorsOn } from '../domain/catalogue.ts';
import { cityDay } from '../domain/city-day.ts';
import { Refusal } from '../domain/errors.ts';
import { agencyGroups, endedNamed, shortName } from './agency-groups.ts';
import { flashed } from './flash.ts';
import { legalOffice } from './legal-office.ts';
import type { WebParts } from './parts.ts';
import { page } from './presentation.ts';
import { channelFrom } from './rating-form.ts';
import { takeRating } from './rating-taking.ts';
import { type Subject, showRatingForm } from './rating-view.ts';
import { linked } from './views.ts';

/** `/rate` finds the agency, `/rate/{agency}` takes the rating, `/rate/{agency}/thanks` says what happens next. */
export function ratingPages(parts: WebParts): Router {
  const router = Router();
  const today = () => cityDay(parts.now(), parts.config.TIME_ZONE);
  const subjectOf = async (req: Request): Promise<Subject> => {
    const catalogue = await parts.catalogue();
    const agency = catalogue.agencies.get(String(req.params.agency));
    if (!agency || !isRated(agency)) throw new Refusal('not-found', 'no-such-agency');
    return { agency, catalogue, day: today(), action: `/rate/${agency.code}/answers` };
  };

  router.get('/rate', async (req, res) => {
    const catalogue = await parts.catalogue();
    const { language, t } = res.locals;
    const q = String(req.query.q ?? '').slice(0, 100);
    const found = agenciesNamed(catalogue, q, today());
    page(res, 'rating/find', {
      title: t('rating:find-title'),
      section: 'rate',
      scripts: ['find.js'],
      q,
      count: found.length,
      groups: agencyGroups(found, today(), language),
      ended: agencyGroups(endedNamed(catalogue, q, today()), today(), language),
    });
  });

  router.get('/rate/:agency', async (req, res) => {
    const subject = await subjectOf(req);
    if (!existsOn(subject.agency, subject.day)) return showEnded(res, subject);
    showRatingForm(res, subject, { channel: channelFrom(req.query.channel), procedure: req.query.procedure });
  });

  // The form is sent to another address than its own: browsers forget a page once something was sent to its address, and
  // whoever goes back would be given a new form, which counts anew, instead of the one that was sent.
  router.get('/rate/:agency/answers', (req, res) => {
    res.redirect(303, linked(`/rate/${encodeURIComponent(req.params.agency)}`, res.locals.language));
  });

  router.post(['/rate/:agency', '/rate/:agency/answers'], async (req, res) => {
    const subject = await subjectOf(req);
    if (!existsOn(subject.agency, subject.day)) return showEnded(res, subject);
    await takeRating(parts, req, res, subject);
  });

  router.get('/rate/:agency/thanks', async (req, res) => {
    const { agency, catalogue, day } = await subjectOf(req);
    const { language, t } = res.locals;
    page(res, 'rating/thanks', {
      title: t('rating:thanks-title'),
      section: 'rate',
      agency: { code: agency.code, name: nameOn(agency, day, language) },
      complaint: flashed(parts, req, res),
      inspectorate: legalOffice(catalogue, day, res.locals),
    });
  });
  return router;
}

/** A unit that is no more: who took over, each with its own rating page. */
function showEnded(res: Response, { agency, catalogue, day }: Subject): void {
  const { language, t } = res.locals;
  const name = nameOn(agency, day, language);
  if (day < agency.validFrom)
    throw new Refusal('not-found', 'agency-not-yet', { agency: name, from: agency.validFrom });
  const successors = successorsOn(catalogue, agency, day)
    .filter(isRated)
    .map((successor) => ({ code: successor.code, name: shortName(successor, day, language) }));
  const title = t('rating:ended-title', { agency: name });
  page(res, 'rating/ended', { title, section: 'rate', code: agency.code, validTo: agency.validTo, successors }, 410);
}
