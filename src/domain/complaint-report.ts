import type { CaseSummary } from './case-summary.ts';
import { ancestryOn, type Catalogue } from './catalogue.ts';
import type { CityDay } from './city-day.ts';
import { type FigureGroup, grouped } from './complaint-figures.ts';
import { type Feedback766, feedback766 } from './decision-766.ts';
import { isCountedFor, isOverseer } from './figure-sight.ts';
import { type FigureTable, guardedFeedback, guardedRows, guardedTable, wholeTable } from './figure-table.ts';
import { type MonthKind, monthsFrom, stretchOf } from './hotline-month.ts';
import type { Viewer } from './sight.ts';

/** What the figures of complaints may be broken down by; `agency` is the unit directly below the one asked for. */
export const groupings = ['agency', 'topic', 'class', 'month'] as const;
export type Grouping = (typeof groupings)[number];

/**
 * The groupings open to somebody. A class is made of topics, so that tables of both, subtracted, could tell of a few
 * people; whoever is guarded from that is shown topics.
 */
export const groupingsFor = (viewer: Viewer): readonly Grouping[] =>
  isOverseer(viewer) ? groupings : groupings.filter((one) => one !== 'class');

/** Whole months of one kind, both named included, of an agency with everything below it. */
export interface ComplaintReportQuery {
  readonly months: MonthKind;
  readonly from: string;
  readonly to: string;
  readonly by: Grouping;
  readonly agency: string;
}

export interface ComplaintReport {
  readonly query: ComplaintReportQuery;
  readonly table: FigureTable;
  /** What Decision 766 counts of the same cases; absent where it may not be shown. */
  readonly feedback?: Feedback766;
  readonly asOf: Date;
}

/** The surroundings of a report: who asks, and the city as it is. */
export interface ReportFrame {
  readonly viewer: Viewer;
  readonly catalogue: Catalogue;
  readonly asOf: Date;
  readonly today: CityDay;
  readonly timeZone: string;
}

/** The figures of the cases that the viewer may count, with small groups guarded where the viewer is no overseer. */
export function complaintReport(
  query: ComplaintReportQuery,
  summaries: readonly CaseSummary[],
  { viewer, catalogue, asOf, today, timeZone }: ReportFrame,
): ComplaintReport {
  const unitOf = unitLookup(catalogue, query.agency);
  const cases = summaries.filter((one) => isCountedFor(catalogue, viewer, one, today) && unitOf(one) !== undefined);
  const groups = groupsOf(query, cases, (one) => unitOf(one) ?? '', timeZone);
  const feedback = feedback766(cases, asOf);
  if (isOverseer(viewer)) return { query, table: wholeTable(groups, asOf), feedback, asOf };
  const table = query.by === 'month' ? guardedRows(groups, asOf) : guardedTable(groups, asOf);
  const shown = guardedFeedback(feedback, table);
  return { query, table, ...(shown ? { feedback: shown } : {}), asOf };
}

function groupsOf(
  { by, months, from, to }: ComplaintReportQuery,
  cases: readonly CaseSummary[],
  unitOf: (one: CaseSummary) => string,
  timeZone: string,
): FigureGroup[] {
  switch (by) {
    case 'agency':
      return grouped(cases, unitOf);
    case 'topic':
    case 'class':
      return grouped(cases, (one) => one[by]);
    case 'month':
      return monthsFrom(from, to).map((key) => {
        const stretch = stretchOf(months, key, key, timeZone);
        return { key, cases: cases.filter(({ receivedAt }) => stretch.from <= receivedAt && receivedAt < stretch.to) };
      });
  }
}

/** The unit directly below `root` that a case counts for, `root` itself for its own; undefined for cases elsewhere. */
function unitLookup(catalogue: Catalogue, root: string): (one: CaseSummary) => string | undefined {
  const known = new Map<string, string | undefined>();
  return ({ agency, day }) => {
    const key = `${agency} ${day}`;
    if (!known.has(key)) {
      const path = ancestryOn(catalogue, agency, day).map(({ code }) => code);
      const at = path.indexOf(root);
      known.set(key, at < 0 ? undefined : (path[at - 1] ?? root));
    }
    return known.get(key);
  };
}
