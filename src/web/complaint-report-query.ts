import { z } from 'zod';
import type { Catalogue } from '../domain/catalogue.ts';
import { type ComplaintReportQuery, groupings, groupingsFor } from '../domain/complaint-report.ts';
import type { Fault } from '../domain/errors.ts';
import { isOverseer } from '../domain/figure-sight.ts';
import { type MonthKind, monthKinds, monthsFrom, monthsOn } from '../domain/hotline-month.ts';
import type { Viewer } from '../domain/sight.ts';
import { blankable, read } from './input.ts';

/** The most months of one report. */
const mostMonths = 12;

const month = z
  .string()
  .refine((text) => /^20\d\d-(0[1-9]|1[0-2])$/.test(text), { params: { code: 'report:fault-month' } });
const schema = z.object({
  months: blankable(z.enum(monthKinds)),
  from: blankable(month),
  to: blankable(month),
  by: blankable(z.enum(groupings)),
  agency: blankable(z.string()),
});

/** What is shown, what stands in the form, and what is wrong with that. */
export interface ReportAsked {
  readonly query: ComplaintReportQuery;
  readonly chosen: ComplaintReportQuery;
  readonly faults: readonly Fault[];
}

/** Who asks, and in which month of each kind. */
export interface Asking {
  readonly viewer: Viewer;
  readonly catalogue: Catalogue;
  readonly city: string;
  current(kind: MonthKind): string;
}

/**
 * The query of a report, or what is wrong with it beside the usual one. Overseers choose freely; others get one month
 * of the hotline at a time, or its last twelve side by side: two reports of theirs never overlap, so that nothing
 * comes out by subtracting one from the other.
 */
export function reportQuery(input: unknown, asking: Asking): ReportAsked {
  const { viewer, city, current } = asking;
  const usual = guarded({
    months: 'hotline',
    from: current('hotline'),
    to: current('hotline'),
    by: 'topic',
    agency: city,
  });
  const shape = read(schema, input);
  if ('faults' in shape) return { query: usual, chosen: usual, faults: shape.faults };
  const { months = 'hotline', by = 'topic', agency = city, ...given } = shape.value;
  const to = given.to ?? given.from ?? current(months);
  const wide = isOverseer(viewer);
  const free = { months, from: given.from ?? to, to, by, agency };
  const query = wide ? free : guarded({ ...free, agency: city });
  const faults = faultsOf(query, asking);
  if (faults.length === 0) return { query, chosen: query, faults };
  return { query: usual, chosen: { ...query, agency: usual.agency }, faults };
}

function faultsOf({ from, to, by, agency }: ComplaintReportQuery, { viewer, catalogue }: Asking): Fault[] {
  const choices = groupingsFor(viewer);
  return [
    ...(choices.includes(by) ? [] : [{ pointer: '/by', code: 'choice', params: { choices: choices.join(', ') } }]),
    ...(catalogue.agencies.has(agency) ? [] : [{ pointer: '/agency', code: 'agency-unknown', params: { agency } }]),
    ...(from > to ? [{ pointer: '/to', code: 'report:fault-order' }] : []),
    ...(monthsFrom(from, to).length > mostMonths
      ? [{ pointer: '/from', code: 'report:fault-too-long', params: { months: mostMonths } }]
      : []),
  ];
}

function guarded(query: ComplaintReportQuery): ComplaintReportQuery {
  const from = query.by === 'month' ? monthsOn(query.to, 1 - mostMonths) : query.to;
  return { ...query, months: 'hotline', from };
}
