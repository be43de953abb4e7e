import { type Request, type Response, Router } from 'express';
import { cityDay } from '../domain/city-day.ts';
import { invalid, Refusal } from '../domain/errors.ts';
import { send } from './compression.ts';
import type { WebParts } from './parts.ts';
import { page, shownFaults } from './presentation.ts';
import { choiceForm, parameters } from './satisfaction-choices.ts';
import { overviewCsv } from './satisfaction-csv.ts';
import { agencyPlace } from './satisfaction-place.ts';
import { pageQuery } from './satisfaction-query.ts';
import type { SatisfactionReader } from './satisfaction-reader.ts';
import { units } from './satisfaction-units.ts';
import { overviewView } from './satisfaction-view.ts';
import { figureWords } from './satisfaction-words.ts';
import { linked } from './views.ts';

const pathOf = (code: string): string => `/agencies/${encodeURIComponent(code)}`;

/** The dashboard: the city at `/`, every agency under its code, and the same figures as CSV. */
export function satisfactionPages(parts: WebParts, reader: SatisfactionReader): Router {
  const asked = async (req: Request) => {
    const catalogue = await parts.catalogue();
    const code = req.params['code'] ?? catalogue.city?.code;
    const agency = catalogue.agencies.get(String(code));
    if (!agency)
      throw code
        ? new Refusal('not-found', 'agency-unknown', { agency: String(code) })
        : new Refusal('not-found', 'satisfaction:no-city');
    const now = parts.now();
    const today = cityDay(now, parts.config.TIME_ZONE);
    const end = agency.validTo !== undefined && agency.validTo < today ? agency.validTo : today;
    return { catalogue, agency, today, end, now, ...pageQuery(req.query, agency.code, end) };
  };

  const show = async (req: Request, res: Response): Promise<void> => {
    const { catalogue, agency, today, end, now, sort, ...read } = await asked(req);
    const { language, t } = res.locals;
    const usual = pageQuery({}, agency.code, end);
    const query = 'query' in read ? read.query : 'query' in usual ? usual.query : undefined;
    if (!query) throw new Error('a query without parameters has faults');
    const cutOff = await parts.stores.responses.cutOff(now);
    const overview = await reader.overview(query, catalogue);
    const path = req.params['code'] === undefined ? '/' : pathOf(agency.code);
    const chosen = parameters({ query, end, order: sort });
    const href = (code: string): string => linked(code === catalogue.city?.code ? '/' : pathOf(code), language, chosen);
    const place = agencyPlace(agency, { catalogue, language, today, day: query.to < end ? query.to : end, href });
    const faults = 'faults' in read ? read.faults : [];
    page(
      res,
      'satisfaction/agency',
      {
        title: t('satisfaction:title', { agency: place.name }),
        section: 'results',
        query,
        cutOff,
        place,
        faults: shownFaults(t, faults),
        choices: choiceForm({ path, language, query, end, today, order: sort }, t, faults.length > 0 ? typed(req) : {}),
        ...overviewView(overview, t, language),
        units: units(overview, {
          catalogue,
          language,
          words: figureWords(t, language, query.definition),
          order: sort,
          own: t('satisfaction:own-answers', { agency: place.name }),
          href,
        }),
        csvHref: linked(`${path === '/' ? '' : path}/satisfaction.csv`, language, { ...chosen, sort: undefined }),
        apiHref: linked('/api/v1/satisfaction', language, {
          agency: agency.code,
          from: query.from,
          to: query.to,
          definition: query.definition,
          channel: query.channels?.join(','),
          by: 'unit',
        }),
      },
      faults.length > 0 ? 422 : 200,
    );
  };

  const download = async (req: Request, res: Response): Promise<void> => {
    const { catalogue, now, ...read } = await asked(req);
    if ('faults' in read) throw invalid(read.faults);
    const { language, t } = res.locals;
    const cutOff = await parts.stores.responses.cutOff(now);
    const csv = overviewCsv(await reader.overview(read.query, catalogue), catalogue, cutOff, t, language);
    const { agency, from, to } = read.query;
    res.attachment(`satisfaction-${agency}-${from}-${to}.csv`).set('Cache-Control', 'private, max-age=1');
    send(res.type('text/csv; charset=utf-8'), csv);
  };

  return Router()
    .get('/', show)
    .get('/satisfaction.csv', download)
    .get('/agencies/:code', show)
    .get('/agencies/:code/satisfaction.csv', download);
}

/** What stood in the form, to be shown again. */
const typed = ({ query }: Request): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
