import type { AgencyKind } from '../domain/agency.ts';
import { published } from '../domain/published.ts';
import type { Group } from '../domain/report.ts';
import type { Satisfaction, Verdict } from '../domain/satisfaction.ts';
import { type Span, shareSpan } from './charts/span.ts';
import { type Whisker, whisker } from './charts/whisker.ts';
import type { FigureWords } from './satisfaction-words.ts';

/** One line of a table of figures, written out. */
export interface FigureRow {
  readonly name: string;
  readonly href?: string;
  /** What kind of unit it is, where the rows are units. */
  readonly kind?: AgencyKind;
  readonly n: number;
  readonly excluded: number;
  /** Unrounded, for putting rows in order; -3 when nobody answered. */
  readonly order: number;
  readonly value: string;
  readonly interval: string;
  readonly whisker: Whisker | undefined;
  readonly verdict: Verdict | null;
  /** The row that adds the others up. */
  readonly together?: boolean;
}

export type Naming = Pick<FigureRow, 'name'> & Partial<Pick<FigureRow, 'href' | 'kind' | 'together'>>;

/** Rows on one common scale: that of a mean, or one wide enough for every share among them. */
export function figureRows(
  named: readonly { readonly figure: Satisfaction; readonly naming: Naming }[],
  words: FigureWords,
  fixed?: Span,
): FigureRow[] {
  const rows = named.map(({ figure, naming }) => ({ figure, naming, shown: published(figure) }));
  const span = fixed ?? shareSpan(rows.map(({ shown }) => shown));
  return rows.map(({ figure, naming, shown }) => ({
    ...naming,
    n: shown.n,
    excluded: shown.excluded,
    order: figure.rate ?? -3,
    value: shown.rate === null ? '–' : words.value(shown.rate),
    interval: words.interval(shown),
    whisker: whisker(shown, span),
    verdict: shown.verdict,
  }));
}

/** The rows of a report's groups, with the total under them where there is more than one. */
export function groupRows(
  groups: readonly Group[],
  naming: (group: Group) => Naming,
  total: { readonly figure: Satisfaction; readonly name: string } | undefined,
  words: FigureWords,
  span?: Span,
): FigureRow[] {
  const named = groups.map((group) => ({ figure: group.figure, naming: naming(group) }));
  const under =
    total && groups.length > 1 ? [{ figure: total.figure, naming: { name: total.name, together: true } }] : [];
  return figureRows([...named, ...under], words, span);
}
