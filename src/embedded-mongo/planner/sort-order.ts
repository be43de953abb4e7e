import type { Bounds } from './bounds.ts';
import type { OrderedKeys } from './ordered-keys.ts';
import type { Sort } from './sort-spec.ts';

/** Whether reading these ranges of an index gives a sort's order: forwards, backwards or not at all. */
export function sortOrder(keys: OrderedKeys, bounds: Bounds, sort: Sort): 'forwards' | 'backwards' | undefined {
  if (!keys.ordered) return undefined;
  const parts = partsOf(keys);
  let at = 0;
  let backwards: boolean | undefined;
  for (const [field, direction] of Object.entries(sort)) {
    if (bounds.fixed.has(field) && !isMultikey(keys, field)) continue;
    while (parts[at] && bounds.fixed.has((parts[at] as Part).field)) at++;
    const part = parts[at];
    if (!part) return keys.unique && !keys.multikey.some(Boolean) ? direct(backwards) : undefined;
    if (part.field !== field || part.multikey) return undefined;
    const against = part.descending !== direction < 0;
    if (backwards !== undefined && backwards !== against) return undefined;
    backwards = against;
    at++;
  }
  return direct(backwards);
}

function direct(backwards: boolean | undefined): 'forwards' | 'backwards' {
  return backwards ? 'backwards' : 'forwards';
}

interface Part {
  field: string;
  descending: boolean;
  multikey: boolean;
}

/** The parts of a key; the document's own key stands behind those of an index that is not unique. */
function partsOf(keys: OrderedKeys): Part[] {
  const parts = keys.fields.map((field, part) => ({
    field,
    descending: keys.descending[part] as boolean,
    multikey: keys.multikey[part] as boolean,
  }));
  return keys.unique ? parts : [...parts, { field: '_id', descending: false, multikey: false }];
}

function isMultikey(keys: OrderedKeys, field: string): boolean {
  return keys.multikey[keys.fields.indexOf(field)] === true;
}
