import type { Agency } from '../domain/agency.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { CityDay } from '../domain/city-day.ts';
import type { Fault } from '../domain/errors.ts';
import type { Language } from '../domain/language.ts';
import type { Overview } from '../domain/overview.ts';
import type { Translate } from '../locales.ts';
import { type PageData, shownFaults } from './presentation.ts';
import { choiceForm, parameters } from './satisfaction-choices.ts';
import { agencyPlace } from './satisfaction-place.ts';
import type { Order } from './satisfaction-query.ts';
import { units } from './satisfaction-units.ts';
import { overviewView } from './satisfaction-view.ts';
import { figureWords } from './satisfaction-words.ts';
import { linked } from './views.ts';

export interface AgencyPage {
  readonly overview: Overview;
  readonly agency: Agency;
  readonly catalogue: Catalogue;
  readonly today: CityDay;
  /** The last day of a period that nobody chose. */
  readonly end: CityDay;
  readonly order: Order;
  readonly faults: readonly Fault[];
  /** What stood in a form that had faults. */
  readonly typed: Readonly<Record<string, string>>;
  readonly cutOff: Date;
}

const pathOf = (agency: string, { city }: Pick<Catalogue, 'city'>): string =>
  agency === city?.code ? '/' : `/agencies/${encodeURIComponent(agency)}`;

/** Everything that `views/satisfaction/agency` shows. */
export function agencyPage(
  { overview, agency, catalogue, today, end, order, faults, typed, cutOff }: AgencyPage,
  t: Translate,
  language: Language,
): PageData {
  const { query } = overview;
  const path = pathOf(agency.code, catalogue);
  const chosen = parameters({ query, end, order });
  const href = (code: string): string => linked(pathOf(code, catalogue), language, chosen);
  const day = query.to < end ? query.to : end;
  const place = agencyPlace(agency, { catalogue, language, today, day, href });
  const words = figureWords(t, language, query.definition);
  const own = t('satisfaction:own-answers', { agency: place.name });
  return {
    title: t('satisfaction:title', { agency: place.name }),
    section: 'results',
    query,
    cutOff,
    place,
    faults: shownFaults(t, faults),
    choices: choiceForm({ path, language, query, end, today, order }, t, typed),
    ...overviewView(overview, t, language),
    units: units(overview, { catalogue, language, words, order, own, href }),
    csvHref: linked(`${path.replace(/\/$/, '')}/satisfaction.csv`, language, { ...chosen, sort: undefined }),
    apiHref: linked('/api/v1/satisfaction', language, {
      agency: agency.code,
      from: query.from,
      to: query.to,
      definition: query.definition,
      channel: query.channels?.join(','),
      by: 'unit',
    }),
  };
}
