import { stringify } from 'csv-stringify/sync';
import type { ComplaintReport } from '../domain/complaint-report.ts';
import type { FigureRow, Measure } from '../domain/figure-table.ts';
import type { Stretch } from '../domain/hotline-month.ts';
import { groupName, type ReportWords } from './complaint-report-words.ts';

const ages = ['open_to_2_days', 'open_to_5_days', 'open_to_10_days', 'open_to_15_days', 'open_longer'] as const;

const measured: Readonly<Record<string, Measure>> = {
  forwarded_in_time: 'forwardedInTime',
  median_forward_minutes: 'forwardedInTime',
  confirmed: 'confirmed',
  median_days: 'confirmed',
  rated: 'satisfied',
  satisfied: 'satisfied',
};

/** The counts of a report as CSV with a byte order mark; rates are left to whoever reads it. Withheld cells are empty. */
export function complaintReportCsv(report: ComplaintReport, { from, to }: Stretch, words: ReportWords): string {
  const { query, table, asOf } = report;
  const row = (group: string, name: string, { key, figures, withheld }: FigureRow) => ({
    agency: query.agency,
    months: query.months,
    from: from.toISOString(),
    to: to.toISOString(),
    as_of: asOf.toISOString(),
    group,
    code: key,
    name,
    received: figures?.received,
    done_in_time: figures?.doneInTime,
    done_late: figures?.doneLate,
    open_in_time: figures?.openInTime,
    open_late: figures?.openLate,
    ...Object.fromEntries(ages.map((age, index) => [age, figures?.openByAge[index]])),
    forwarded: figures?.forwarded,
    forwarded_in_time: figures?.forwardedInTime,
    median_forward_minutes: figures?.medianForwardMinutes,
    reopened: figures?.reopened,
    answered: figures?.answered,
    confirmed: figures?.confirmed,
    rated: figures?.rated,
    satisfied: figures?.satisfied,
    median_days: figures?.medianDays,
    ...Object.fromEntries(
      Object.entries(measured).flatMap(([column, measure]) => (withheld.includes(measure) ? [[column, '']] : [])),
    ),
  });
  const rows = table.rows.map((one) =>
    one.key === undefined
      ? row('others', words.t('report:others'), one)
      : row(query.by, groupName(one.key, query, words), one),
  );
  const all = table.total ? [...rows, row('total', words.t('report:total'), table.total)] : rows;
  return stringify(all, {
    header: true,
    bom: true,
    record_delimiter: 'windows',
    escape_formulas: true,
    columns: Object.keys(row('', '', { withheld: [] })),
  });
}
