import { channels } from '../domain/channel.ts';
import {
  addDays,
  addMonths,
  type CityDay,
  firstOfMonth,
  lastOfMonth,
  lastTwelveMonths,
  type Period,
} from '../domain/city-day.ts';
import type { Language } from '../domain/language.ts';
import type { OverviewQuery } from '../domain/overview.ts';
import { definitionCodes, definitions } from '../domain/satisfaction.ts';
import type { Translate } from '../locales.ts';
import { type Order, orders } from './satisfaction-query.ts';
import { linked } from './views.ts';

/** What a reader has chosen and may choose about a figure, as addresses and as a form. */
export interface Choices {
  readonly path: string;
  readonly language: Language;
  /** The last day of a period that nobody chose: today, or the last day of a unit that ended. */
  readonly end: CityDay;
  readonly today: CityDay;
  readonly query: OverviewQuery;
  readonly order: Order;
}

type Parameters = Readonly<Record<string, string | undefined>>;

/** The parameters that differ from what stands without them. */
export function parameters({ query, end, order }: Omit<Choices, 'path' | 'language' | 'today'>): Parameters {
  const usual = lastTwelveMonths(end);
  const chosen = query.from !== usual.from || query.to !== usual.to;
  return {
    ...(chosen ? { from: query.from, to: query.to } : {}),
    ...(query.definition === 'TOP2' ? {} : { definition: query.definition }),
    ...(query.channels ? { channel: query.channels.join(',') } : {}),
    ...(order === 'verdict' ? {} : { sort: order }),
  };
}

function presets(end: CityDay, today: CityDay): { code: string; period: Period }[] {
  const year = today.slice(0, 4);
  const quarter = firstOfMonth(addMonths(today, -((Number(today.slice(5, 7)) - 1) % 3)));
  return [
    { code: end === today ? 'twelve-months' : 'last-months', period: lastTwelveMonths(end) },
    { code: 'this-year', period: { from: `${year}-01-01`, to: today } },
    { code: 'last-quarter', period: { from: addMonths(quarter, -3), to: addDays(quarter, -1) } },
    { code: 'survey-2017', period: { from: '2017-04-01', to: lastOfMonth('2017-11-01') } },
  ];
}

/** The form that chooses period, definition and channels, and the ready-made periods beside it. */
export function choiceForm(choices: Choices, t: Translate, typed: Parameters = {}) {
  const { path, language, query, end, today, order } = choices;
  const to = (changed: Partial<OverviewQuery>, sort: Order = order): string =>
    linked(path, language, parameters({ query: { ...query, ...changed }, end, order: sort }));
  const ready = presets(end, today).map(({ code, period }) => ({
    name: t(`satisfaction:preset-${code}`),
    href: to(period),
    current: period.from === query.from && period.to === query.to,
  }));
  const usual = query.definition === 'TOP2' && !query.channels && ready.some(({ current }) => current);
  return {
    path,
    // What stands closed must not hide a choice that was made, or a mistake in it.
    open: !usual || Object.keys(typed).length > 0,
    from: typed['from'] ?? query.from,
    to: typed['to'] ?? query.to,
    sort: order === 'verdict' ? undefined : order,
    presets: ready,
    definitions: definitionCodes.map((code) => ({
      code,
      name: definitions[code].name[language],
      chosen: code === (typed['definition'] ?? query.definition),
    })),
    channels: channels.map((code) => ({
      code,
      name: t(`catalogue:channel-${code}`),
      chosen: query.channels?.includes(code) ?? false,
    })),
    orders: orders.map((code) => ({
      name: t(`satisfaction:sort-${code}`),
      href: `${to({}, code)}#units`,
      current: code === order,
    })),
    someChannels: query.channels?.map((code) => t(`catalogue:channel-${code}`)).join(', '),
  };
}
