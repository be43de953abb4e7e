import { type CanonicalKey, canonicalKey } from './canonical-key.ts';
import { isDocument, putField } from './document.ts';
import type { CompareText } from './text-order.ts';

/** Keys as `canonicalKey` gives them, the same for texts that a collation holds equal as well. */
export function keysBy(order: CompareText | undefined): (value: unknown) => CanonicalKey {
  if (!order) return canonicalKey;
  const representative = representatives(order);
  const folded = (value: unknown): unknown => {
    if (typeof value === 'string') return representative(value);
    if (Array.isArray(value)) return value.map(folded);
    if (!isDocument(value)) return value;
    const copy = {};
    for (const [name, inner] of Object.entries(value)) putField(copy, name, folded(inner));
    return copy;
  };
  return (value) => canonicalKey(folded(value));
}

/** For each text the first one met that is equal to it. */
function representatives(order: CompareText): (text: string) => string {
  const known = new Map<string, string>();
  const firsts: string[] = [];
  return (text) => {
    let first = known.get(text);
    if (first === undefined) {
      const at = placeOf(text, firsts, order);
      const there = firsts[at];
      first = there !== undefined && order(there, text) === 0 ? there : text;
      if (first === text) firsts.splice(at, 0, text);
      known.set(text, first);
    }
    return first;
  };
}

/** The first place of sorted texts that is not below this one. */
function placeOf(text: string, sorted: string[], order: CompareText): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(sorted[middle] as string, text) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
