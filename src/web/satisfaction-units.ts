import { type AgencyKind, agencyKinds, isRated } from '../domain/agency.ts';
import { type Catalogue, unitsBelow } from '../domain/catalogue.ts';
import type { Language } from '../domain/language.ts';
import type { Overview } from '../domain/overview.ts';
import type { Verdict } from '../domain/satisfaction.ts';
import { shortNames } from './agency-groups.ts';
import { meanSpan } from './charts/span.ts';
import type { Order } from './satisfaction-query.ts';
import { type FigureRow, groupRows } from './satisfaction-rows.ts';
import type { FigureWords } from './satisfaction-words.ts';

export interface UnitGroup {
  /** What joins them: a verdict, a kind of unit, or nothing when they stand in one list. */
  readonly verdict?: Verdict;
  readonly kind?: AgencyKind;
  /** Whether it is shown at once. */
  readonly open: boolean;
  readonly rows: readonly FigureRow[];
}

export interface Units {
  readonly byVerdict: boolean;
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

/** Up to so many units are all shown at once; of more, only the first group. */
const few = 20;

/** The units below, in groups of one verdict or one kind: among units whose intervals overlap no order is a ranking. */
export function units(
  { query, units: groups }: Overview,
  { catalogue, language, words, order, own, href }: UnitsShown,
): Units {
  const { compare } = collators[language];
  const byVerdict = order === 'verdict';
  const below = unitsBelow(catalogue, query.agency, query);
  if (below.length === 0) return { byVerdict, groups: [], silent: [] };
  const heard = new Set(groups.map(({ key }) => key.unit));
  const shown = [...catalogue.agencies.values()].filter((unit) => heard.has(unit.code) || below.includes(unit));
  const names = shortNames(shown, query.to, language);
  const named = (code: string) => ({ name: names.get(code) ?? code, href: href(code) });
  const kindOf = (code: string) => {
    const kind = catalogue.agencies.get(code)?.kind;
    return kind ? { kind } : {};
  };
  const rows = groupRows(
    groups,
    ({ key: { unit = '' } }) => ({ ...(unit === query.agency ? { name: own } : named(unit)), ...kindOf(unit) }),
    undefined,
    words,
    query.definition === 'MEAN' ? meanSpan : undefined,
  ).sort((a, b) => (order === 'rate' ? b.order - a.order : 0) || compare(a.name, b.name));
  const parted = byVerdict ? partedByVerdict(rows) : rows.length > few ? partedByKind(rows) : [{ rows }];
  return {
    byVerdict,
    groups: parted.map((group, index) => ({ ...group, open: index === 0 || rows.length <= few })),
    silent: below
      .filter((unit) => isRated(unit) && !heard.has(unit.code))
      .map(({ code }) => named(code))
      .sort((a, b) => compare(a.name, b.name)),
  };
}

type Part = Omit<UnitGroup, 'open'>;

function partedByVerdict(rows: readonly FigureRow[]): Part[] {
  const judged = verdictOrder.map((verdict) => ({ verdict, rows: rows.filter((row) => row.verdict === verdict) }));
  return [...judged, { rows: rows.filter(({ verdict }) => verdict === null) }].filter((group) => group.rows.length > 0);
}

/** Like stands beside like, in the order in which the catalogue names kinds. */
function partedByKind(rows: readonly FigureRow[]): Part[] {
  const parts = agencyKinds.map((kind) => ({ kind, rows: rows.filter((row) => row.kind === kind) }));
  return parts.filter((group) => group.rows.length > 0);
}
