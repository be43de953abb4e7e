import type { CaseSummary } from './case-summary.ts';
import { type ComplaintFigures, complaintFigures, type FigureGroup } from './complaint-figures.ts';
import type { Feedback766 } from './decision-766.ts';
import { fewest } from './figure-sight.ts';

/** Measures that rest on only some of the cases counted, and on how many. */
const bases = {
  forwardedInTime: ({ forwarded }) => forwarded,
  confirmed: ({ answered }) => answered,
  satisfied: ({ rated }) => rated,
} as const satisfies Record<string, (figures: ComplaintFigures) => number>;
export type Measure = keyof typeof bases;
const measures = Object.keys(bases) as Measure[];

export interface FigureRow {
  /** The key of the group; absent for the small ones taken together. */
  readonly key?: string;
  /** Absent where there are too few cases to say anything. */
  readonly figures?: ComplaintFigures;
  /** What is not shown of them. */
  readonly withheld: readonly Measure[];
}

/** Figures side by side. Without `total` there is none that may be shown. */
export interface FigureTable {
  readonly rows: readonly FigureRow[];
  readonly total?: FigureRow;
}

const allOf = (groups: readonly FigureGroup[]): CaseSummary[] => groups.flatMap(({ cases }) => [...cases]);

/** The groups and their total as they are. */
export function wholeTable(groups: readonly FigureGroup[], asOf: Date): FigureTable {
  const row = (cases: readonly CaseSummary[]) => ({ figures: complaintFigures(cases, asOf), withheld: [] });
  return { rows: groups.map(({ key, cases }) => ({ key, ...row(cases) })), total: row(allOf(groups)) };
}

/**
 * The groups and their total so that no group under `fewest` cases stands there, nor comes out by subtracting: small
 * groups are taken together, with larger ones until there are enough. A measure is left out of all rows when in one
 * of them it rests on too few, for the total would give it away.
 */
export function guardedTable(groups: readonly FigureGroup[], asOf: Date): FigureTable {
  const all = allOf(groups);
  if (all.length < fewest) return { rows: [] };
  const { shown, together } = pooled(groups);
  const rows: Omit<FigureRow, 'withheld'>[] = shown.map(({ key, cases }) => ({
    key,
    figures: complaintFigures(cases, asOf),
  }));
  if (together.length > 0) rows.push({ figures: complaintFigures(together, asOf) });
  const withheld = measures.filter((measure) => rows.some(({ figures }) => figures && restsOnFew(figures, measure)));
  return { rows: rows.map((row) => ({ ...row, withheld })), total: guardedRow(all, asOf) };
}

/** Groups that are shown without a total, each by itself. */
export const guardedRows = (groups: readonly FigureGroup[], asOf: Date): FigureTable => ({
  rows: groups.map(({ key, cases }) => ({ key, ...guardedRow(cases, asOf) })),
});

/**
 * The feedback of a table's cases that Decision 766 counts, where its numbers and those of the table together give no
 * small group away.
 */
export function guardedFeedback(feedback: Feedback766, { total }: FigureTable): Feedback766 | undefined {
  if (!total?.figures || total.withheld.includes('satisfied')) return undefined;
  const rest = total.figures.received - feedback.all;
  return feedback.all >= fewest && (rest === 0 || rest >= fewest) ? feedback : undefined;
}

function guardedRow(cases: readonly CaseSummary[], asOf: Date): FigureRow {
  if (cases.length < fewest) return { withheld: [] };
  const figures = complaintFigures(cases, asOf);
  return { figures, withheld: measures.filter((measure) => restsOnFew(figures, measure)) };
}

const restsOnFew = (figures: ComplaintFigures, measure: Measure): boolean => {
  const n = bases[measure](figures);
  return n > 0 && n < fewest;
};

/** The groups large enough to be shown, and the cases of all others; the latter are at least two groups and enough cases. */
function pooled(groups: readonly FigureGroup[]): { shown: FigureGroup[]; together: CaseSummary[] } {
  const bySize = groups.toSorted((a, b) => a.cases.length - b.cases.length || (a.key < b.key ? -1 : 1));
  const small = bySize.filter(({ cases }) => cases.length < fewest).length;
  let taken = small;
  const together = () => allOf(bySize.slice(0, taken));
  while (taken > 0 && taken < bySize.length && (taken < 2 || together().length < fewest)) taken += 1;
  const out = new Set(bySize.slice(0, taken));
  return { shown: groups.filter((group) => !out.has(group)), together: together() };
}
