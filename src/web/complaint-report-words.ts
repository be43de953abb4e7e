import { nameOn } from '../domain/agency.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import type { CityDay } from '../domain/city-day.ts';
import { type ComplaintFigures, type Part, partsOf, shareOf } from '../domain/complaint-figures.ts';
import type { ComplaintReportQuery } from '../domain/complaint-report.ts';
import type { Measure } from '../domain/figure-table.ts';
import type { Language } from '../domain/language.ts';
import { rounded } from '../domain/published.ts';
import type { Translate } from '../locales.ts';
import { number, percent } from './figures.ts';

/** What a report is written out with. */
export interface ReportWords {
  readonly t: Translate;
  readonly language: Language;
  readonly catalogue: Catalogue;
  readonly today: CityDay;
  /** The share of satisfied residents that is asked of the city, where one is set. */
  readonly target: number | undefined;
}

/** `10/2025` */
export const monthName = (month: string): string => month.split('-').reverse().join('/');

/** What a group of a report is called. */
export function groupName(key: string, { by, agency }: ComplaintReportQuery, words: ReportWords): string {
  const { t, language, catalogue, today } = words;
  switch (by) {
    case 'topic':
      return t(`complaint:topic-${key}`);
    case 'class':
      return t(`staff:class-${key}`);
    case 'month':
      return monthName(key);
    case 'agency': {
      const unit = catalogue.agencies.get(key);
      const name = unit ? nameOn(unit, today, language) : key;
      return key === agency ? t('report:own', { agency: name }) : name;
    }
  }
}

/** A cell: its figure, what it rests on, and the name of its column. */
export interface Cell {
  readonly main: string;
  readonly note?: string;
  readonly column: string;
}

export const sections = ['progress', 'desk', 'residents'] as const;
export type Section = (typeof sections)[number];

/** The columns of each table in their order; a column's name and formula are `report:column-…` and `report:formula-…`. */
export const columnsOf = {
  progress: ['received', 'done', 'open', 'late', 'on-time', 'median-days'],
  desk: ['forwarded-in-time', 'median-forward', 'age-2', 'age-5', 'age-10', 'age-15', 'age-more'],
  residents: ['answered', 'confirmed', 'not-confirmed', 'reopened', 'satisfied'],
} as const satisfies Record<Section, readonly string[]>;

/** The cells of a row, in the order of the columns. What is withheld is a dash. */
export function cellsOf(
  figures: ComplaintFigures,
  withheld: readonly Measure[],
  { t, language }: Pick<ReportWords, 't' | 'language'>,
): Record<Section, Cell[]> {
  const parts = partsOf(figures);
  const count = (n: number): string => number(n, language);
  const share = (part: Part): string => {
    const value = shareOf(part);
    return value === undefined ? t('report:none') : percent(rounded(value), language);
  };
  const decimal = (value: number | undefined): string =>
    value === undefined ? t('report:none') : number(value, language, 1);
  const counted = (part: Part) => ({ main: count(part.part), note: share(part) });
  const rate = (part: Part) => ({ main: share(part), note: `${count(part.part)}/${count(part.of)}` });
  const unless = <T extends object>(measure: Measure, cell: T) =>
    withheld.includes(measure) ? { main: t('report:none'), note: t('report:few') } : cell;
  const unconfirmed = figures.answered - figures.confirmed;
  const cells = {
    progress: [
      { main: count(figures.received) },
      counted(parts.done),
      counted(parts.open),
      counted(parts.late),
      rate(parts.onTime),
      unless('confirmed', { main: decimal(figures.medianDays) }),
    ],
    desk: [
      unless('forwardedInTime', rate(parts.forwardedInTime)),
      unless('forwardedInTime', { main: decimal(figures.medianForwardMinutes) }),
      ...figures.openByAge.map((n) => ({ main: count(n) })),
    ],
    residents: [
      { main: count(figures.answered) },
      unless('confirmed', rate(parts.confirmed)),
      unless('confirmed', { main: count(unconfirmed) }),
      counted(parts.reopened),
      unless('satisfied', rate(parts.satisfied)),
    ],
  };
  const named = (section: Section): Cell[] =>
    cells[section].map((cell, index) => ({ ...cell, column: t(`report:column-${columnsOf[section][index]}`) }));
  return { progress: named('progress'), desk: named('desk'), residents: named('residents') };
}
