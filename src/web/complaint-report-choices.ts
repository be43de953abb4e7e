import { nameOn } from '../domain/agency.ts';
import { ancestryOn } from '../domain/catalogue.ts';
import { type ComplaintReportQuery, groupingsFor } from '../domain/complaint-report.ts';
import { isOverseer } from '../domain/figure-sight.ts';
import { monthKinds, monthsOn } from '../domain/hotline-month.ts';
import type { Asking } from './complaint-report-query.ts';
import { monthName, type ReportWords } from './complaint-report-words.ts';
import { linked } from './views.ts';

/** How many months back a list of months reaches. */
const listed = 36;

const path = '/staff/reports';

/** The address of a report, or of the same as CSV. */
export const reportHref = (query: ComplaintReportQuery, words: ReportWords, suffix = ''): string =>
  linked(`${path}${suffix}`, words.language, { ...query });

/** The form that chooses a report, and the way back up to the city. */
export function reportChoices(query: ComplaintReportQuery, { viewer, current, city }: Asking, words: ReportWords) {
  const { t, language, catalogue, today } = words;
  const wide = isOverseer(viewer);
  const above = query.agency === city ? [] : ancestryOn(catalogue, query.agency, today).slice(1).reverse();
  const agency = catalogue.agencies.get(query.agency);
  return {
    path,
    wide,
    agency: query.agency === city ? undefined : query.agency,
    agencyName: agency && nameOn(agency, today, language),
    above: above.map((one) => ({
      name: nameOn(one, today, language),
      href: reportHref({ ...query, agency: one.code }, words),
    })),
    kinds: monthKinds.map((kind) => ({ kind, name: t(`report:months-${kind}`), chosen: kind === query.months })),
    from: monthList(query.from, current(query.months)),
    to: monthList(query.to, current(query.months)),
    groupings: groupingsFor(viewer).map((by) => ({ by, name: t(`report:by-${by}`), chosen: by === query.by })),
  };
}

/** The months of late, newest first, and the chosen one wherever it lies. */
function monthList(chosen: string, current: string) {
  const late = Array.from({ length: listed }, (_none, index) => monthsOn(current, -index));
  const list = late.includes(chosen) ? late : [...late, chosen].sort().reverse();
  return list.map((month) => ({ month, name: monthName(month), chosen: month === chosen }));
}
