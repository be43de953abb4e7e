import { z } from 'zod';
import type { Catalogue } from '../domain/catalogue.ts';
import { channels } from '../domain/channel.ts';
import { addDays, addMonths, type CityDay, isCityDay, lastTwelveMonths, type Period } from '../domain/city-day.ts';
import type { Fault } from '../domain/errors.ts';
import type { OverviewQuery } from '../domain/overview.ts';
import { dimensions, type ReportQuery } from '../domain/report.ts';
import { definitionCodes } from '../domain/satisfaction.ts';
import { blankable, read } from './input.ts';

/** The longest period of one figure, in years, and of one by day, in days. */
const longestYears = 10;
const longestByDay = 400;

const because = (code: string) => ({ params: { code } });

const day = z
  .string()
  .refine(isCityDay, because('day-form'))
  .refine(
    (value) => !isCityDay(value) || ('2000-01-01' <= value && value <= '2100-12-31'),
    because('satisfaction:fault-day-range'),
  );

/** `a,b` and a parameter given twice both name several; an empty one names none. */
const several = <T extends string>(item: z.ZodType<T, string>) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((given) => [given].flat().flatMap((part) => part.split(',').filter((value) => value.trim() !== '')))
    .pipe(z.array(item).max(50))
    .optional();

/** How the units below are listed. */
export const orders = ['verdict', 'name', 'rate'] as const;
export type Order = (typeof orders)[number];

const figure = {
  from: blankable(day),
  to: blankable(day),
  definition: blankable(z.enum(definitionCodes)),
  channel: several(z.enum(channels)),
};
const pageSchema = z.object({ ...figure, sort: z.enum(orders).catch('verdict').optional() });
const apiSchema = z.strictObject({
  ...figure,
  agency: blankable(z.string()),
  procedure: several(z.string()),
  by: several(z.enum(dimensions)),
  lang: z.string().optional(),
});

export interface Asked {
  readonly catalogue: Catalogue;
  readonly today: CityDay;
}

type Read<Q> = { readonly query: Q } | { readonly faults: readonly Fault[] };

/** The query of `GET /api/v1/satisfaction`. An unknown parameter is a fault. */
export function apiQuery(input: unknown, { catalogue, today }: Asked): Read<ReportQuery> {
  const shape = read(apiSchema, input);
  if ('faults' in shape) return { faults: shape.faults.map(atParameter) };
  const {
    agency = catalogue.city?.code ?? '',
    procedure = [],
    by = [],
    channel = [],
    definition = 'TOP2',
  } = shape.value;
  const period = periodOf(shape.value, today);
  const unknown = procedure.filter((code) => !catalogue.procedures.has(code));
  const faults: Fault[] = [
    ...(catalogue.agencies.has(agency) ? [] : [{ pointer: '/agency', code: 'agency-unknown', params: { agency } }]),
    ...unknown.map((code) => ({ pointer: '/procedure', code: 'procedure-unknown', params: { procedure: code } })),
    ...periodFaults(period),
    ...(by.includes('day') && addDays(period.from, longestByDay) <= period.to
      ? [{ pointer: '/by', code: 'satisfaction:fault-by-day', params: { limit: longestByDay } }]
      : []),
  ];
  if (faults.length > 0) return { faults };
  return {
    query: {
      agency,
      ...period,
      definition,
      by: [...new Set(by)],
      ...(channel.length > 0 ? { channels: [...new Set(channel)] } : {}),
      ...(procedure.length > 0 ? { procedures: [...new Set(procedure)] } : {}),
    },
  };
}

/** The query of a page about one agency; parameters that it does not know are somebody else's. */
export function pageQuery(
  input: unknown,
  agency: string,
  today: CityDay,
): Read<OverviewQuery> & { readonly sort: Order } {
  const shape = read(pageSchema, input);
  if ('faults' in shape) return { faults: shape.faults.map(atParameter), sort: 'verdict' };
  const { channel = [], definition = 'TOP2', sort = 'verdict' } = shape.value;
  const period = periodOf(shape.value, today);
  const faults = periodFaults(period);
  if (faults.length > 0) return { faults, sort };
  return {
    query: { agency, ...period, definition, ...(channel.length > 0 ? { channels: [...new Set(channel)] } : {}) },
    sort,
  };
}

/** What a page shows when nothing, or nothing sensible, is asked. */
export const usualQuery = (agency: string, end: CityDay): OverviewQuery => ({
  agency,
  ...lastTwelveMonths(end),
  definition: 'TOP2',
});

/** Without an end it is today, without a beginning twelve months before the end. */
function periodOf({ from, to }: { from?: string | undefined; to?: string | undefined }, today: CityDay): Period {
  const end = to ?? today;
  return { from: from ?? lastTwelveMonths(end).from, to: end };
}

function periodFaults({ from, to }: Period): Fault[] {
  if (from > to) return [{ pointer: '/to', code: 'satisfaction:fault-order' }];
  if (addMonths(from, 12 * longestYears) <= to)
    return [{ pointer: '/from', code: 'satisfaction:fault-too-long', params: { years: longestYears } }];
  return [];
}

/** A fault in one of several values is told of the parameter. */
const atParameter = (fault: Fault): Fault => ({ ...fault, pointer: fault.pointer.replace(/^(\/[^/]*)\/.*$/, '$1') });
