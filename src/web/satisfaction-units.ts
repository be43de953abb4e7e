import { isRated, nameOn } from '../domain/agency.ts';
import { type Catalogue, unitsBelow } from '../domain/catalogue.ts';
import type { Language } from '../domain/language.ts';
import type { Overview } from '../domain/overview.ts';
import type { Verdict } from '../domain/satisfaction.ts';
import { meanSpan } from './charts/span.ts';
import type { Order } from './satisfaction-query.ts';
import { type FigureRow, groupRows } from './satisfaction-rows.ts';
import type { FigureWords } from './satisfaction-words.ts';

export interface UnitGroup {
  /** What joins them: a verdict, or nothing when they stand in one list. */
  readonly verdict?: Verdict;
  readonly rows: readonly FigureRow[];
}

export interface Units {
  readonly groups: readonly UnitGroup[];
  /** Rated units in which nobody was heard. */
  readonly silent: readonly { readonly name: string; readonly href: string }[];
}

export interface UnitsShown {
  readonly catalogue: Catalogue;
  readonly language: Language;
  readonly words: FigureWords;
  readonly order: Order;
  /** What the agency's own answers are called among those of its units. */
  readonly own: string;
  /** The address of an agency's page with the same choices. */
  href(code: string): string;
}

const collators = { vi: new Intl.Collator('vi', { numeric: true }), en: new Intl.Collator('en', { numeric: true }) };

/** In the order in which a reader who can act wants them: what falls short, what nobody can say, what is in order. */
const verdictOrder: readonly Verdict[] = ['not_met', 'not_enough_evidence', 'met'];

/** The units below, in groups of one verdict or in one list: among units whose intervals overlap no order is a ranking. */
export function units(
  { query, units: groups }: Overview,
  { catalogue, language, words, order, own, href }: UnitsShown,
): Units {
  const { compare } = collators[language];
  const named = (code: string) => {
    const agency = catalogue.agencies.get(code);
    return { name: agency ? nameOn(agency, query.to, language) : code, href: href(code) };
  };
  const below = unitsBelow(catalogue, query.agency, query);
  if (below.length === 0) return { groups: [], silent: [] };
  const rows = groupRows(
    groups,
    ({ key }) => (key.unit === query.agency ? { name: own } : named(key.unit ?? '')),
    undefined,
    words,
    query.definition === 'MEAN' ? meanSpan : undefined,
  ).sort((a, b) => (order === 'rate' ? b.order - a.order : 0) || compare(a.name, b.name));
  const heard = new Set(groups.map(({ key }) => key.unit));
  return {
    groups: order === 'verdict' ? byVerdict(rows) : [{ rows }],
    silent: below
      .filter((unit) => isRated(unit) && !heard.has(unit.code))
      .map(({ code }) => named(code))
      .sort((a, b) => compare(a.name, b.name)),
  };
}

function byVerdict(rows: readonly FigureRow[]): UnitGroup[] {
  const judged = verdictOrder.map((verdict) => ({ verdict, rows: rows.filter((row) => row.verdict === verdict) }));
  return [...judged, { rows: rows.filter(({ verdict }) => verdict === null) }].filter((group) => group.rows.length > 0);
}
