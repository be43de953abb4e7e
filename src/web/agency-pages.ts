import { Router } from 'express';
import { agencyKinds, isRated } from '../domain/agency.ts';
import { agenciesNamed } from '../domain/catalogue.ts';
import { cityDay } from '../domain/city-day.ts';
import { agencyGroups } from './agency-groups.ts';
import type { WebParts } from './parts.ts';
import { page } from './presentation.ts';

/** `/agencies`: all of today's units, each with its page of results and its rating page. */
export function agencyPages(parts: WebParts): Router {
  const router = Router();
  router.get('/agencies', async (req, res) => {
    const catalogue = await parts.catalogue();
    const day = cityDay(parts.now(), parts.config.TIME_ZONE);
    const q = String(req.query.q ?? '').slice(0, 100);
    const kind = agencyKinds.find((known) => known === req.query.kind);
    const named = agenciesNamed(catalogue, q, day);
    const found = named.filter((agency) => kind === undefined || agency.kind === kind);
    page(res, 'agency/list', {
      title: res.locals.t('agency:list-title'),
      section: 'agencies',
      q,
      kind,
      kinds: agencyKinds.filter((known) => agenciesNamed(catalogue, '', day).some((agency) => agency.kind === known)),
      count: found.length,
      groups: agencyGroups(found.filter(isRated), day, res.locals.language),
    });
  });
  return router;
}
