import { stringify } from 'csv-stringify/sync';
import { nameOn } from '../domain/agency.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { Language } from '../domain/language.ts';
import { type Overview, trendGrain } from '../domain/overview.ts';
import { published } from '../domain/published.ts';
import type { Dimension, Group } from '../domain/report.ts';
import { definitions } from '../domain/satisfaction.ts';
import type { Translate } from '../locales.ts';

/** A cell that a spreadsheet would take for a formula is kept from it by an apostrophe; numbers are what they are. */
const defused = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

const cut = (text: string): string => defused(text.replaceAll('\u0000', ''));

/** The figures of a page as CSV with a byte order mark: one row each, in the order of the page. */
export function overviewCsv(
  overview: Overview,
  catalogue: Catalogue,
  cutOff: Date,
  t: Translate,
  language: Language,
): string {
  const { query, total } = overview;
  const definition = definitions[query.definition];
  const agencyName = (code: string): string => {
    const agency = catalogue.agencies.get(code);
    return agency ? nameOn(agency, query.to, language) : code;
  };
  const row = (group: string, code: string, name: string, figure: Group['figure']) => {
    const { n, levels, excluded, satisfied, dissatisfied, rate, interval, target, verdict } = published(figure);
    return {
      agency: query.agency,
      from: query.from,
      to: query.to,
      channels: (query.channels ?? []).join(' '),
      definition: definition.code,
      definition_version: definition.version,
      cut_off: cutOff.toISOString(),
      group,
      code: cut(code),
      name: cut(name),
      n,
      ...Object.fromEntries(Object.entries(levels).map(([level, count]) => [`level_${level}`, count])),
      excluded,
      satisfied,
      dissatisfied,
      rate,
      interval_low: interval?.low,
      interval_high: interval?.high,
      target,
      verdict,
    };
  };
  const rows = (groups: readonly Group[], by: Dimension, name: (code: string) => string) =>
    groups.map(({ key, figure }) => row(by, key[by] ?? '', name(key[by] ?? ''), figure));
  const grain = trendGrain(query);
  const named = (of: string) => (code: string) =>
    code ? t(`catalogue:${of}-${code}`) : t('satisfaction:no-procedure');
  return stringify(
    [
      row('total', query.agency, agencyName(query.agency), total),
      ...rows(overview.channels, 'channel', named('channel')),
      ...rows(overview.fields, 'field', named('field')),
      ...rows(overview.trend, grain, (bucket) => bucket),
      ...rows(overview.units, 'unit', agencyName),
    ],
    { header: true, bom: true, record_delimiter: 'windows' },
  );
}
