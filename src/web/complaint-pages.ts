import { randomUUID } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { existsOn, nameOn } from '../domain/agency.ts';
import { agenciesNamed, proceduresOf, successorsOn } from '../domain/catalogue.ts';
import { cityDay } from '../domain/city-day.ts';
import { topics } from '../domain/complaint.ts';
import { contactLimit, contentLimit, placeLimit } from '../domain/complaint-input.ts';
import { type Fault, Refusal } from '../domain/errors.ts';
import type { Tracking } from '../domain/tracking.ts';
import { shortNames } from './agency-groups.ts';
import { type AttachmentFields, noFiles, type TakenFiles, takeFiles } from './attachment-form.ts';
import { nameChoices, offeredClasses, readComplaintForm } from './complaint-form.ts';
import { flash, flashed } from './flash.ts';
import { countFiling } from './guards/attempts.ts';
import { legalOffice } from './legal-office.ts';
import type { WebParts } from './parts.ts';
import { page, shownFaults } from './presentation.ts';
import { Problem } from './problem.ts';
import { linked } from './views.ts';

const thanks = '/complaints/thanks';
const section = 'complaints';
const mostShown = 40;
/** Whoever serves the public can be complained about, the hotline and the monitor too; rated are fewer. */
const anyAgency = (): boolean => true;

/** What the thanks page is handed. */
interface Thanked extends Tracking {
  /** It is taken for a denunciation and locked away. */
  readonly sealed: boolean;
  /** It is a legal complaint, in the resident's own words. */
  readonly legal: boolean;
}

/**
 * `/complaints/new` finds the agency, then takes the complaint; `/complaints/thanks` shows its codes, once;
 * `/complaints/legal` tells what the law has other ways for.
 */
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
    const files = await takeFiles(parts, req, res);
    const faults = await file(req, res, files);
    if (faults.length > 0) return showForm(res, files.fields, faults, files.shown);
    res.redirect(303, linked(thanks, res.locals.language));
  });

  router.get(thanks, async (req, res) => {
    const { t } = res.locals;
    const tracking = flashed(parts, req, res) as Thanked | undefined;
    const which = tracking ? (tracking.sealed ? '-sealed' : '') : '-gone';
    const title = t(`complaint:thanks${which}`);
    page(res, 'complaint/thanks', { title, section, tracking, inspectorate: await office(res) });
  });

  router.get('/complaints/legal', async (_req, res) => {
    const title = res.locals.t('complaint:legal-title');
    page(res, 'complaint/legal', { title, section, inspectorate: await office(res) });
  });

  const office = async (res: Response): Promise<string> => legalOffice(await parts.catalogue(), today(), res.locals);

  /** Files what the form says; gives what is wrong with it. */
  async function file(req: Request, res: Response, files: TakenFiles): Promise<readonly Fault[]> {
    const form = readComplaintForm(files.fields, res.locals.language);
    const faults = [...('faults' in form ? form.faults : []), ...files.faults];
    if ('faults' in form || faults.length > 0) return faults;
    try {
      await countFiling(parts, req);
      const filing = { ...form.filing, staged: files.key };
      const { trackingCode, pin, sealed } = await parts.actions.complaints.file(filing, form.key);
      const legal = form.filing.class === 'legal_complaint' && !sealed;
      flash(parts, res, thanks, { trackingCode, pin, sealed, legal } satisfies Thanked);
      return [];
    } catch (error) {
      if (error instanceof Refusal && error.kind === 'invalid') return error.faults;
      if (!(error instanceof Problem && error.status === 429)) throw error;
      // Too many from this address: what was typed and the files stay on the page until she may try again.
      res.status(429).set(error.headers);
      return [{ pointer: '/content', code: error.code, params: error.params }];
    }
  }

  async function choose(res: Response, q: string): Promise<void> {
    const { t, language } = res.locals;
    const found = q === '' ? [] : agenciesNamed(await parts.catalogue(), q, today(), anyAgency);
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
    attachments: AttachmentFields = noFiles(parts),
  ): Promise<void> {
    const { t, language } = res.locals;
    const catalogue = await parts.catalogue();
    const agency = catalogue.agencies.get(String(values.agency));
    if (!agency) throw new Refusal('not-found', 'no-such-agency');
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
        kinds: offeredClasses.map((kind) => ({ kind, words: t(`complaint:kind-${kind}`) })),
        nameChoices: nameChoices.map((choice) => ({
          choice,
          words: t(`complaint:name-kept-${choice}`),
          chosen: choice === (values['nameKept'] ?? 'usual'),
        })),
        procedures: proceduresOf(catalogue, agency).map(({ code, names }) => ({ code, words: names[language] })),
        today: today(),
        contentLimit,
        contactLimit,
        placeLimit,
        attachments,
        values,
        faults: shownFaults(t, faults),
      },
      res.statusCode === 429 ? 429 : faults.length > 0 ? 422 : 200,
    );
  }
  return router;
}
