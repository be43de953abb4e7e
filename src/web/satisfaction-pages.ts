import { type Request, type Response, Router } from 'express';
import { cityDay } from '../domain/city-day.ts';
import { invalid, Refusal } from '../domain/errors.ts';
import { send } from './compression.ts';
import type { WebParts } from './parts.ts';
import { page } from './presentation.ts';
import { overviewCsv } from './satisfaction-csv.ts';
import { agencyPage } from './satisfaction-page.ts';
import { pageQuery, usualQuery } from './satisfaction-query.ts';
import type { SatisfactionReader } from './satisfaction-reader.ts';

/** The dashboard: the city at `/`, every agency under its code, and the same figures as CSV. */
export function satisfactionPages(parts: WebParts, reader: SatisfactionReader): Router {
  const asked = async (req: Request) => {
    const catalogue = await parts.catalogue();
    const code = req.params['code'] ?? catalogue.city?.code;
    if (code === undefined) throw new Refusal('not-found', 'satisfaction:no-city');
    const agency = catalogue.agencies.get(String(code));
    if (!agency) throw new Refusal('not-found', 'agency-unknown', { agency: String(code) });
    const now = parts.now();
    const today = cityDay(now, parts.config.TIME_ZONE);
    const end = agency.validTo !== undefined && agency.validTo < today ? agency.validTo : today;
    const cutOff = await parts.stores.responses.cutOff(now);
    return { catalogue, agency, today, end, cutOff, ...pageQuery(req.query, agency.code, end) };
  };

  const show = async (req: Request, res: Response): Promise<void> => {
    const { sort: order, ...about } = await asked(req);
    const { language, t } = res.locals;
    const query = 'query' in about ? about.query : usualQuery(about.agency.code, about.end);
    const overview = await reader.overview(query, about.catalogue);
    const faults = 'faults' in about ? about.faults : [];
    const typed = faults.length > 0 ? texts(req.query) : {};
    const data = agencyPage({ ...about, overview, order, faults, typed }, t, language);
    page(res, 'satisfaction/agency', data, faults.length > 0 ? 422 : 200);
  };

  const download = async (req: Request, res: Response): Promise<void> => {
    const about = await asked(req);
    if ('faults' in about) throw invalid(about.faults);
    const { query, catalogue, cutOff } = about;
    const { language, t } = res.locals;
    const csv = overviewCsv(await reader.overview(query, catalogue), catalogue, cutOff, t, language);
    res.attachment(`satisfaction-${query.agency}-${query.from}-${query.to}.csv`);
    send(res.set('Cache-Control', 'private, max-age=1').type('text/csv; charset=utf-8'), csv);
  };

  return Router()
    .get('/', show)
    .get('/satisfaction.csv', download)
    .get('/agencies/:code', show)
    .get('/agencies/:code/satisfaction.csv', download);
}

const texts = (query: Request['query']): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
