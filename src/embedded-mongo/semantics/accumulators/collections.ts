import type { CanonicalKey } from '../canonical-key.ts';
import { keysBy } from '../collated-key.ts';
import { compareValues } from '../compare.ts';
import { type Doc, isDocument, putField } from '../document.ts';
import { location } from '../fault.ts';
import { sizeOf } from '../memory.ts';
import type { CompareText } from '../text-order.ts';
import { typeName } from '../type-name.ts';
import type { Accumulator, Keep } from './accumulator.ts';

export function first(): Accumulator {
  let held: unknown;
  return {
    add(value) {
      if (held === undefined) held = value ?? null;
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
export function extreme(direction: 1 | -1, text?: CompareText): Accumulator {
  let held: unknown;
  return {
    add(value) {
      if (value === null || value === undefined) return;
      if (held === undefined || compareValues(value, held, text) * direction > 0) held = value;
    },
    result: () => held ?? null,
  };
}

export function push(keep?: Keep): Accumulator {
  const values: unknown[] = [];
  return {
    add(value) {
      if (value === undefined) return;
      keep?.(sizeOf(value));
      values.push(value);
    },
    // A copy: a window goes on adding.
    result: () => values.slice(),
  };
}

export function addToSet(keep?: Keep, text?: CompareText): Accumulator {
  const keyOf = keysBy(text);
  const values = new Map<CanonicalKey, unknown>();
  return {
    add(value) {
      if (value === undefined) return;
      const key = keyOf(value);
      if (values.has(key)) return;
      keep?.(sizeOf(value));
      values.set(key, value);
    },
    result: () => [...values.values()],
  };
}

export function mergeObjects(keep?: Keep): Accumulator {
  const merged: Doc = {};
  return {
    add(value) {
      if (value === null || value === undefined) return;
      if (!isDocument(value))
        throw location(40400, `$mergeObjects requires object inputs, but input is of type ${typeName(value)}`);
      for (const [name, inner] of Object.entries(value)) {
        if (!Object.hasOwn(merged, name)) keep?.(name.length + sizeOf(inner));
        putField(merged, name, inner);
      }
    },
    result: () => ({ ...merged }),
  };
}
