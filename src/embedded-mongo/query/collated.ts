import { numberOf } from '../raw/number-of.ts';
import { type Doc, isDocument } from '../semantics/document.ts';
import { badValue } from '../semantics/fault.ts';

const SENSITIVITY = { 1: 'base', 2: 'accent' } as const;

/**
 * A collation that changes an order; undefined for none and for the simple one, which compares bytes.
 * Throws BadValue for a language that is unknown.
 */
export function collationOf(collation: Doc | undefined): Doc | undefined {
  if (!collation || collation.locale === 'simple') return undefined;
  const locale = String(collation.locale).replaceAll('_', '-');
  try {
    Intl.getCanonicalLocales(locale);
  } catch {
    throw badValue(`Field 'locale' is invalid in: { locale: "${locale}" }`);
  }
  return { ...collation, locale };
}

/** Copies of documents in which every text is replaced by its rank among them all, by the rules of a language. */
export function collated(docs: Doc[], collation: Doc): Doc[] {
  const texts = new Set<string>();
  for (const doc of docs) gather(doc, texts);
  const collator = collatorOf(collation);
  const ordered = [...texts].sort(collator.compare);
  const ranks = new Map<string, string>();
  let rank = 0;
  for (const [i, text] of ordered.entries()) {
    if (i && collator.compare(ordered[i - 1] as string, text) !== 0) rank++;
    ranks.set(text, String(rank).padStart(10, '0'));
  }
  return docs.map((doc) => mapTexts(doc, (text) => ranks.get(text) ?? text) as Doc);
}

/** Makes texts equal that a collation takes for equal: of strength 1 without case and marks, of 2 without case. */
export function foldingOf(collation: Doc | undefined): (<T>(value: T) => T) | undefined {
  const strength = numberOf(collation?.strength) ?? 3;
  if (strength > 2) return undefined;
  const lower = (text: string) => text.normalize('NFC').toLowerCase();
  const bare = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return <T>(value: T) => mapTexts(value, strength === 1 ? bare : lower) as T;
}

function collatorOf({ locale, strength, numericOrdering, caseFirst }: Doc): Intl.Collator {
  const sensitivity = SENSITIVITY[(numberOf(strength) ?? 3) as 1 | 2] ?? 'variant';
  return new Intl.Collator(String(locale), {
    sensitivity,
    numeric: numericOrdering === true,
    ...(caseFirst === 'upper' || caseFirst === 'lower' ? { caseFirst } : {}),
  });
}

function gather(value: unknown, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (Array.isArray(value)) for (const element of value) gather(element, into);
  else if (isDocument(value)) for (const field of Object.values(value)) gather(field, into);
}

/** A value in which every text is another, its field names being kept. */
function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((element) => mapTexts(element, change));
  if (!isDocument(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, mapTexts(field, change)]));
}
