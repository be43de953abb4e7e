import type { ComplaintReport } from '../domain/complaint-report.ts';
import { type Points766, points766, rates766 } from '../domain/decision-766.ts';
import type { FigureRow } from '../domain/figure-table.ts';
import { rounded } from '../domain/published.ts';
import { cellsOf, columnsOf, groupName, type ReportWords, sections } from './complaint-report-words.ts';
import { number, percent } from './figures.ts';

/** A report as its page shows it: three tables of the same rows, and the panel of Decision 766. */
export function reportView(report: ComplaintReport, words: ReportWords, href: (agency: string) => string) {
  const { query, table } = report;
  const { t } = words;
  const rows = [
    ...inOrder(report).map((row) => ({ row, ...naming(row, report, words, href) })),
    ...(table.total ? [{ row: table.total, name: t('report:total'), together: true }] : []),
  ].map(({ row, ...named }) => ({ ...named, cells: row.figures && cellsOf(row.figures, row.withheld, words) }));
  return {
    empty: rows.length === 0 || table.total?.figures?.received === 0,
    tooFew: rows.length === 0,
    groupColumn: t(`report:by-${query.by}`),
    tables: sections.map((section) => ({
      heading: t(`report:section-${section}`),
      columns: columnsOf[section].map((column) => ({
        name: t(`report:column-${column}`),
        formula: t(`report:formula-${column}`),
      })),
      span: columnsOf[section].length,
      rows: rows.map(({ cells, ...row }) => ({ ...row, cells: cells?.[section] })),
    })),
    pooled: table.rows.some(({ key }) => key === undefined),
    withheld: rows.some(({ cells }) => !cells) || table.rows.some(({ withheld }) => withheld.length > 0),
    decision: decisionView(report, words),
  };
}

/** Months in their order, others the most cases first, the small ones taken together at the end. */
function inOrder({ query, table }: ComplaintReport): readonly FigureRow[] {
  if (query.by === 'month') return table.rows;
  const size = ({ key, figures }: FigureRow): number => (key === undefined ? -1 : (figures?.received ?? 0));
  return table.rows.toSorted((a, b) => size(b) - size(a));
}

function naming({ key }: FigureRow, { query }: ComplaintReport, words: ReportWords, href: (agency: string) => string) {
  if (key === undefined) return { name: words.t('report:others') };
  const name = groupName(key, query, words);
  const below = query.by === 'agency' && key !== query.agency && words.catalogue.children.has(key);
  return { name, ...(below ? { href: href(key) } : {}) };
}

const rateNames = ['onTime', 'handling', 'procedures'] as const satisfies readonly (keyof Points766)[];

function decisionView({ feedback }: ComplaintReport, { t, language, target }: ReportWords) {
  if (!feedback) return undefined;
  const rates = rates766(feedback, undefined);
  const points = points766(rates, target);
  const written = (value: number | undefined): string =>
    value === undefined ? t('report:none') : number(value, language, 2);
  const count = (n: number): string => number(n, language);
  const basis = {
    onTime: `${count(feedback.onTime)}/${count(feedback.all)}`,
    handling: `${count(feedback.all - feedback.faulty)}/${count(feedback.all)}`,
    procedures: t('report:no-dossiers'),
  };
  return {
    rates: rateNames.map((name) => {
      const rate = rates[name];
      return {
        name: t(`report:rate-${name}`),
        formula: t(`report:rate-formula-${name}`, {
          target: target === undefined ? t('report:none') : percent(target, language, 0),
        }),
        rate: rate === undefined ? t('report:none') : percent(rounded(rate), language),
        basis: basis[name],
        points: written(points[name]),
      };
    }),
    total: written(points.total),
  };
}
