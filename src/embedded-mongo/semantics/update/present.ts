import { type CanonicalKey, canonicalKey } from '../canonical-key.ts';
import { compareValues } from '../compare.ts';
import type { CompareText } from '../text-order.ts';

/** Values that are there, compared by value: by key, and one by one under a collation, where equal text has none in common. */
export class Present {
  readonly #text: CompareText | undefined;
  readonly #keys: Set<CanonicalKey>;
  readonly #values: unknown[];

  constructor(values: unknown[], text: CompareText | undefined) {
    this.#text = text;
    this.#keys = new Set(text ? [] : values.map(canonicalKey));
    this.#values = text ? [...values] : [];
  }

  has(value: unknown): boolean {
    if (!this.#text) return this.#keys.has(canonicalKey(value));
    return this.#values.some((each) => compareValues(each, value, this.#text) === 0);
  }

  /** Adds a value; false when it was there. */
  add(value: unknown): boolean {
    if (this.has(value)) return false;
    if (this.#text) this.#values.push(value);
    else this.#keys.add(canonicalKey(value));
    return true;
  }
}
