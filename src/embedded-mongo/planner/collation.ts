import { collationOrder } from '../semantics/collation.ts';
import type { Doc } from '../semantics/document.ts';

/** A collation that compares texts its own way; undefined for none and for the simple one. Throws for an unknown language. */
export function collationOf(collation: Doc | undefined): Doc | undefined {
  return collationOrder(collation) ? collation : undefined;
}
