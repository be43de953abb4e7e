import type { Query } from '../planner/query.ts';
import type { Sort } from '../planner/sort-spec.ts';
import { FieldPicker } from '../raw/field-picker.ts';
import { collationOrder } from '../semantics/collation.ts';
import { sorted } from '../semantics/compare.ts';
import type { Doc } from '../semantics/document.ts';

/** Sorts encoded documents as a query asks, decoding only the fields that they are sorted by. */
export function inOrder(
  docs: Buffer[],
  sort: Sort,
  { skip = 0, limit, collation }: Omit<Query, 'filter'> = {},
): Buffer[] {
  const picker = new FieldPicker(Object.keys(sort).map((path) => path.split('.')[0] as string));
  const keys = docs.map((raw) => picker.decode(raw));
  const raws = new Map<Doc, Buffer>(keys.map((key, i) => [key, docs[i] as Buffer]));
  return sorted(keys, sort, collationOrder(collation))
    .slice(skip, limit ? skip + limit : undefined)
    .map((key) => raws.get(key) as Buffer);
}
