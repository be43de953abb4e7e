import { type CanonicalKey, canonicalKey } from '../canonical-key.ts';
import { compareValues } from '../compare.ts';
import { type Doc, isDocument } from '../document.ts';
import { location } from '../fault.ts';
import { typeName } from '../type-name.ts';
import type { Accumulator } from './accumulator.ts';

export function first(): Accumulator {
  let seen = false;
  let held: unknown;
  return {
    add(value) {
      if (!seen) held = value;
      seen = true;
    },
    result: () => held ?? null,
  };
}

export function last(): Accumulator {
  let held: unknown;
  return {
    add(value) {
      held = value;
    },
    result: () => held ?? null,
  };
}

/** The least (-1) or greatest (1) value in BSON's order; null and missing ones do not count. */
export function extreme(direction: 1 | -1): Accumulator {
  let held: unknown;
  return {
    add(value) {
      if (value === null || value === undefined) return;
      if (held === undefined || compareValues(value, held) * direction > 0) held = value;
    },
    result: () => held ?? null,
  };
}

export function push(): Accumulator {
  const values: unknown[] = [];
  return {
    add(value) {
      if (value !== undefined) values.push(value);
    },
    // A copy: a window goes on adding.
    result: () => values.slice(),
  };
}

export function addToSet(): Accumulator {
  const values = new Map<CanonicalKey, unknown>();
  return {
    add(value) {
      if (value === undefined) return;
      const key = canonicalKey(value);
      if (!values.has(key)) values.set(key, value);
    },
    result: () => [...values.values()],
  };
}

export function mergeObjects(): Accumulator {
  const merged: Doc = {};
  return {
    add(value) {
      if (value === null || value === undefined) return;
      if (!isDocument(value))
        throw location(40400, `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`);
      Object.assign(merged, value);
    },
    result: () => ({ ...merged }),
  };
}
