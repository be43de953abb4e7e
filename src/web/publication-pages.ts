import { Router } from 'express';
import { nameOn } from '../domain/agency.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { type CityDay, cityDay } from '../domain/city-day.ts';
import type { Language } from '../domain/language.ts';
import { masked } from '../domain/personal-data.ts';
import type { WebParts } from './parts.ts';
import { page } from './presentation.ts';

const perPage = 20;

/** `/complaints/answers`: what people reported and what was done, as far as the agencies published it. */
export function publicationPages({ stores, catalogue, config, now }: WebParts): Router {
  const router = Router();
  router.get('/complaints/answers', async (req, res) => {
    const { t, language } = res.locals;
    const number = Math.min(500, Math.max(1, Number.parseInt(String(req.query.page ?? '1'), 10) || 1));
    const [found, total, known] = await Promise.all([
      stores.complaints.list({ published: true }, { sort: 'answered', limit: perPage, skip: (number - 1) * perPage }),
      stores.complaints.count({ published: true }),
      catalogue(),
    ]);
    const today = cityDay(now(), config.TIME_ZONE);
    page(res, 'publication/list', {
      title: t('publication:title'),
      section: 'complaints',
      total,
      answers: found.map(({ agency, topic, resolvedAt, publication }) => ({
        agency: nameOf(known, agency, today, language),
        topic: t(`complaint:topic-${topic}`),
        // The month alone: a day could tell who it was.
        month: resolvedAt && cityDay(resolvedAt, config.TIME_ZONE).slice(0, 7).split('-').reverse().join('/'),
        text: masked(publication?.text ?? ''),
      })),
      newer: number > 1 ? number - 1 : undefined,
      older: number * perPage < total ? number + 1 : undefined,
    });
  });
  return router;
}

function nameOf(catalogue: Catalogue, code: string, today: CityDay, language: Language): string {
  const agency = catalogue.agencies.get(code);
  return agency ? nameOn(agency, today, language) : code;
}
