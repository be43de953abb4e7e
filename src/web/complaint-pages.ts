import { randomUUID } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { existsOn, isRated, nameOn } from '../domain/agency.ts';
import { agenciesNamed, proceduresOf, successorsOn } from '../domain/catalogue.ts';
import { cityDay } from '../domain/city-day.ts';
import { contactLimit, contentLimit, topics } from '../domain/complaint.ts';
import { type Fault, Refusal } from '../domain/errors.ts';
import { shortNames } from './agency-groups.ts';
import { readComplaintForm } from './complaint-form.ts';
import { flash, flashed } from './flash.ts';
import { countFiling } from './guards/attempts.ts';
import type { WebParts } from './parts.ts';
import { page, shownFaults } from './presentation.ts';
import { linked } from './views.ts';

const thanks = '/complaints/thanks';
const section = 'complaints';
const mostShown = 40;

/** `/complaints/new` finds the agency, then takes the complaint; `/complaints/thanks` shows its codes, once. */
export function complaintPages(parts: WebParts): Router {
  const router = Router();
  const today = () => cityDay(parts.now(), parts.config.TIME_ZONE);

  router.get('/complaints/new', async (req, res) => {
    if (req.query.agency === undefined)
      return choose(
        res,
        String(req.query.q ?? '')
          .slice(0, 100)
          .trim(),
      );
    const { agency, procedure, topic } = req.query;
    await showForm(res, { nonce: randomUUID(), agency, procedure, topic });
  });

  router.post('/complaints/new', async (req, res) => {
    const faults = await file(req, res);
    if (faults.length > 0) return showForm(res, req.body ?? {}, faults);
    res.redirect(303, linked(thanks, res.locals.language));
  });

  router.get(thanks, (req, res) => {
    const { t } = res.locals;
    const tracking = flashed(parts, req, res);
    page(res, 'complaint/thanks', { title: t(`complaint:thanks${tracking ? '' : '-gone'}`), section, tracking });
  });

  /** Files what the form says; gives what is wrong with it. */
  async function file(req: Request, res: Response): Promise<readonly Fault[]> {
    const form = readComplaintForm(req.body, res.locals.language);
    if ('faults' in form) return form.faults;
    await countFiling(parts, req);
    try {
      const { trackingCode, pin } = await parts.actions.complaints.file(form.filing, form.key);
      flash(parts, res, thanks, { trackingCode, pin });
      return [];
    } catch (error) {
      if (error instanceof Refusal && error.kind === 'invalid') return error.faults;
      throw error;
    }
  }

  async function choose(res: Response, q: string): Promise<void> {
    const { t, language } = res.locals;
    const found = q === '' ? [] : agenciesNamed(await parts.catalogue(), q, today());
    const shown = found.slice(0, mostShown);
    const names = shortNames(shown, today(), language);
    page(res, 'complaint/choose', {
      title: t('complaint:title'),
      section,
      q,
      total: found.length,
      shown: shown.length,
      narrowed: found.length > shown.length,
      found: shown.map(({ code }) => ({ code, name: names.get(code) })),
    });
  }

  async function showForm(
    res: Response,
    values: Record<string, unknown>,
    faults: readonly Fault[] = [],
  ): Promise<void> {
    const { t, language } = res.locals;
    const catalogue = await parts.catalogue();
    const agency = catalogue.agencies.get(String(values.agency));
    if (!agency || !isRated(agency)) throw new Refusal('not-found', 'no-such-agency');
    const name = nameOn(agency, today(), language);
    const successors = existsOn(agency, today()) ? [] : successorsOn(catalogue, agency, today());
    page(
      res,
      'complaint/form',
      {
        title: t('complaint:title-agency', { agency: name }),
        section,
        agency,
        ended: !existsOn(agency, today()),
        successors: successors.map((successor) => nameOn(successor, today(), language)).join('; '),
        topics: topics.map((topic) => ({ topic, words: t(`complaint:topic-${topic}`) })),
        procedures: proceduresOf(catalogue, agency).map(({ code, names }) => ({ code, words: names[language] })),
        today: today(),
        contentLimit,
        contactLimit,
        values,
        faults: shownFaults(t, faults),
      },
      faults.length > 0 ? 422 : 200,
    );
  }
  return router;
}
