import type { Catalogue } from './catalogue.ts';
import { addMonths, bucketOf, firstOfMonth, type Grain, type Period } from './city-day.ts';
import { type Dimension, type Group, type ReportQuery, report } from './report.ts';
import type { Satisfaction } from './satisfaction.ts';
import type { Cell, Tally } from './tally.ts';

export type OverviewQuery = Omit<ReportQuery, 'by'>;

/** One figure seen from every side that a page shows. */
export interface Overview {
  readonly query: OverviewQuery;
  readonly total: Satisfaction;
  readonly channels: readonly Group[];
  readonly fields: readonly Group[];
  /** By `trendGrain` of the period; only buckets with answers. */
  readonly trend: readonly Group[];
  /** The units directly below, and the agency itself where it has answers of its own. */
  readonly units: readonly Group[];
}

/** Up to three years are drawn by month, more by quarter. */
export const trendGrain = ({ from, to }: Period): Grain =>
  addMonths(firstOfMonth(from), 36) > to ? 'month' : 'quarter';

/** The buckets of a trend over a period in order, also those without answers. */
export function trendBuckets(period: Period): string[] {
  const grain = trendGrain(period);
  const buckets = new Set<string>();
  for (let month = firstOfMonth(period.from); month <= period.to; month = addMonths(month, 1))
    buckets.add(bucketOf(month, grain));
  return [...buckets];
}

/** All sections from one reading of the tallies. */
export function overview(query: OverviewQuery, tallies: readonly Tally[], catalogue: Catalogue): Overview {
  const pooled = pooledByStart(tallies, query.agency);
  const by = (dimension: Dimension, some: readonly Tally[] = pooled): readonly Group[] =>
    report({ ...query, by: [dimension] }, some, catalogue).groups;
  return {
    query,
    total: report({ ...query, by: [] }, pooled, catalogue).total,
    channels: by('channel'),
    fields: by('field'),
    trend: by(trendGrain(query)),
    units: by('unit', tallies),
  };
}

type Sum = Omit<Cell, 'levels' | 'excluded'> & { levels: number[]; excluded: number };

/**
 * The agencies' tallies added up by their first day: all sections but the units do not need them apart. Counts are
 * added in place, for this walks over every cell there is.
 */
function pooledByStart(tallies: readonly Tally[], agency: string): Tally[] {
  const sums = new Map<string, Map<string, Sum>>();
  for (const { start, cells } of tallies) {
    const sum = sums.get(start) ?? new Map<string, Sum>();
    sums.set(start, sum);
    for (const cell of cells) {
      const key = `${cell.channel} ${cell.procedure}`;
      const added = sum.get(key);
      if (!added) sum.set(key, { ...cell, levels: [...cell.levels] });
      else {
        for (let level = 0; level < 5; level += 1)
          added.levels[level] = (added.levels[level] ?? 0) + (cell.levels[level] ?? 0);
        added.excluded += cell.excluded;
      }
    }
  }
  return [...sums].map(([start, sum]) => ({
    agency,
    span: 'day',
    start,
    cells: [...sum.values()] as unknown as Cell[],
  }));
}
