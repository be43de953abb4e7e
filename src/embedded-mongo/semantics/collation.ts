import { isDocument } from './document.ts';
import { badValue, location } from './fault.ts';
import { toDouble } from './numbers.ts';
import type { CompareText } from './text-order.ts';

/** The order of text that a collation asks for; undefined for none and for the simple one, which is by code point. */
export function collationOrder(spec: unknown): CompareText | undefined {
  if (spec === undefined || spec === null) return undefined;
  if (!isDocument(spec)) throw badValue('collation must be a document');
  const { locale, strength = 3, caseLevel = false, caseFirst = 'off', numericOrdering = false, alternate } = spec;
  if (typeof locale !== 'string')
    throw location(40414, "BSON field 'collation.locale' is missing but a required field");
  if (locale === 'simple') return undefined;
  try {
    const collator = new Intl.Collator(locale.replaceAll('_', '-'), {
      sensitivity: sensitivity(toDouble(strength), caseLevel === true),
      numeric: numericOrdering === true,
      caseFirst: caseFirst === 'upper' || caseFirst === 'lower' ? caseFirst : 'false',
      ignorePunctuation: alternate === 'shifted',
    });
    return collator.compare;
  } catch {
    throw badValue(`Field 'locale' is invalid in: { locale: "${locale}" }`);
  }
}

function sensitivity(strength: number, caseLevel: boolean): 'base' | 'case' | 'accent' | 'variant' {
  if (strength === 1) return caseLevel ? 'case' : 'base';
  return strength === 2 && !caseLevel ? 'accent' : 'variant';
}
