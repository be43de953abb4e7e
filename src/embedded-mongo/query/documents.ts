import type { Query } from '../planner/query.ts';
import { decode } from '../raw/decode.ts';
import { FieldPicker } from '../raw/field-picker.ts';
import type { Doc } from '../semantics/document.ts';
import type { Collection } from '../storage/collection.ts';
import { found, type Taking } from './found.ts';
import type { Patience } from './patience.ts';

/** The documents of a query, decoded as far as somebody needs them. */
export function documents(
  collection: Collection,
  query: Query,
  patience: Patience,
  needed: Set<string> | 'all' = 'all',
): Iterable<Doc> {
  return found(collection, query, patience, decoding(needed));
}

function decoding(needed: Set<string> | 'all'): Taking<Doc> {
  if (needed === 'all') return { take: decode };
  const picker = new FieldPicker(needed);
  return { take: (raw) => picker.decode(raw), kept: (raw) => picker.pick(raw) };
}
