import { readFileSync } from 'node:fs';
import { type Response, Router } from 'express';
import { topics } from '../domain/complaint.ts';
import { outcomes } from '../domain/outcome.ts';
import { levels, noLevels } from '../domain/questionnaire.ts';
import { currentRating } from '../domain/questionnaires.ts';
import { fieldApi } from './field-api.ts';
import { mostAlong } from './field-entry.ts';
import { door } from './guards/role.ts';
import { isLanguage, useLanguage } from './language.ts';
import { outcomesAsNeeded } from './outcome-order.ts';
import type { WebParts } from './parts.ts';
import { page } from './presentation.ts';

const field = '/staff/interviews/field';
/** The keys of the answers that are no levels; 1 to 5 are the levels. */
const keys = { no_experience: 7, dont_know: 8, refused: 9 } as const;

/**
 * `/staff/interviews/field`: interviews at people's doors, all day without a network. The page holds nothing of anybody,
 * so that one copy serves whoever uses the tablet; cases come from the tablet's own store.
 */
export function fieldPages(parts: WebParts): Router {
  const router = Router();
  const worker = readFileSync(new URL('./assets/field-worker.js', import.meta.url), 'utf8');

  const show = (res: Response): void => {
    const { t } = res.locals;
    page(res, 'interviews/field/page', {
      title: t('field:title'),
      scripts: [
        'field-sheet.js',
        'field-shelf.js',
        'field-line.js',
        'field-home.js',
        'field-screens.js',
        'field-visit.js',
        'field.js',
      ],
      timeZone: parts.config.TIME_ZONE,
      levels,
      mostAlong,
      noLevels: noLevels.map((code) => ({ code, key: keys[code], words: t(`field:answer-${code}`) })),
      outcomes: outcomesAsNeeded('face_to_face').map((kind) => ({ ...kind, words: t(`outcome:outcome-${kind.code}`) })),
      said: outcomes.map(({ code }) => ({ code, words: t(`outcome:outcome-${code}`) })),
      topics: topics.map((code) => ({ code, words: t(`complaint:topic-${code}`) })),
      reasons: currentRating.reasons.map(({ code, texts }) => ({ code, words: texts[res.locals.language] })),
    });
  };

  router.get(field, door('interviews'), (_req, res) => show(res));

  // What the worker keeps for days without a network: the page in each language, whatever language was chosen last.
  router.get(`${field}/shell/:language`, door('interviews'), (req, res, next) => {
    const { language } = req.params;
    if (!isLanguage(language)) return next();
    useLanguage(parts, res, language);
    req.originalUrl = field;
    show(res);
  });

  router.get(`${field}/worker.js`, (_req, res) => {
    res.set({ 'Service-Worker-Allowed': field, 'Cache-Control': 'no-cache' }).type('text/javascript').send(worker);
  });
  router.use(field, fieldApi(parts));
  return router;
}
