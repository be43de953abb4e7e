import { numberOf } from '../raw/number-of.ts';
import { isDocument } from '../semantics/document.ts';

/** An index that a client insists on: by name, or by its keys. */
export type Hint = string | Record<string, 1 | -1>;

export function hintOf(hint: unknown): Hint | undefined {
  if (typeof hint === 'string') return hint;
  if (!isDocument(hint) || !Object.keys(hint).length) return undefined;
  return Object.fromEntries(Object.entries(hint).map(([name, value]) => [name, (numberOf(value) ?? 1) < 0 ? -1 : 1]));
}

/** Whether a hint means the index of that name and these keys. */
export function isHinted(hint: Hint, name: string, key: object): boolean {
  return typeof hint === 'string'
    ? hint === name
    : JSON.stringify(Object.entries(hint)) === JSON.stringify(Object.entries(key));
}
