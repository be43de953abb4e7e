import type { Doc } from './document.ts';
import { badValue } from './fault.ts';
import { toDouble } from './numbers.ts';
import type { CompareText } from './text-order.ts';

/**
 * The order of text that a collation asks for, whose fields have been checked; undefined for none and for the simple one,
 * which is by code point. Throws for a language that does not exist.
 */
export function collationOrder(spec: Doc | undefined): CompareText | undefined {
  if (!spec) return undefined;
  const { strength = 3, caseLevel = false, caseFirst = 'off', numericOrdering = false, alternate } = spec;
  const locale = String(spec.locale);
  if (locale === 'simple') return undefined;
  const collator = new Intl.Collator(languageOf(locale), {
    sensitivity: sensitivity(toDouble(strength), caseLevel === true),
    numeric: numericOrdering === true,
    caseFirst: caseFirst === 'upper' || caseFirst === 'lower' ? caseFirst : 'false',
    ignorePunctuation: alternate === 'shifted',
  });
  return collator.compare;
}

/** A language as `Intl` knows it, which would take its own for one that it does not know. */
function languageOf(locale: string): string {
  try {
    const [language] = Intl.Collator.supportedLocalesOf(locale.replaceAll('_', '-'));
    if (language) return language;
  } catch {
    // It is not even written as a language is.
  }
  throw badValue(`Field 'locale' is invalid in: { locale: "${locale}" }`);
}

function sensitivity(strength: number, caseLevel: boolean): 'base' | 'case' | 'accent' | 'variant' {
  if (strength === 1) return caseLevel ? 'case' : 'base';
  return strength === 2 && !caseLevel ? 'accent' : 'variant';
}
