import { type Request, Router } from 'express';
import { cityDay } from '../domain/city-day.ts';
import { Refusal } from '../domain/errors.ts';
import { ratingLinkKey, readRatingToken } from '../domain/rating-link.ts';
import type { WebParts } from './parts.ts';
import { showAlready, takeRating } from './rating-taking.ts';
import { type Subject, showRatingForm } from './rating-view.ts';

/** `/r/{token}` rates one dossier, once. */
export function ratingLinkPages(parts: WebParts): Router {
  const router = Router();
  const subjectOf = async (req: Request): Promise<Subject> => {
    const token = String(req.params.token);
    const day = cityDay(parts.now(), parts.config.TIME_ZONE);
    const link = readRatingToken(parts.seal.digest, token, day);
    if (link === 'expired') throw new Refusal('gone', 'link-expired');
    const catalogue = await parts.catalogue();
    const agency = link === 'wrong' ? undefined : catalogue.agencies.get(link.agency);
    if (link === 'wrong' || !agency) throw new Refusal('not-found', 'link-wrong');
    const { dossierCode, procedure } = link;
    const dossier = { key: ratingLinkKey(link), dossierCode, ...(procedure ? { procedure } : {}) };
    return { agency, catalogue, day, action: `/r/${token}`, dossier };
  };

  router.get('/r/:token', async (req, res) => {
    const subject = await subjectOf(req);
    if (subject.dossier && (await parts.stores.responses.isTaken(subject.dossier.key)))
      return showAlready(res, subject, 200);
    showRatingForm(res, subject, { channel: 'web' });
  });
  router.post('/r/:token', async (req, res) => {
    await takeRating(parts, req, res, await subjectOf(req));
  });
  return router;
}
