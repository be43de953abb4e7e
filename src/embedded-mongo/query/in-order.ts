import { FieldPicker } from '../raw/field-picker.ts';
import { sorted } from '../semantics/compare.ts';
import type { Doc } from '../semantics/document.ts';
import type { Sort } from './sort-spec.ts';

/** Sorts encoded documents, decoding only the fields that they are sorted by. */
export function inOrder(docs: Buffer[], sort: Sort, skip = 0, limit = 0): Buffer[] {
  const picker = new FieldPicker(Object.keys(sort).map((path) => path.split('.')[0] as string));
  const raws = new Map<Doc, Buffer>();
  const keys = docs.map((raw) => {
    const key = picker.decode(raw);
    raws.set(key, raw);
    return key;
  });
  return sorted(keys, sort)
    .slice(skip, limit ? skip + limit : undefined)
    .map((key) => raws.get(key) as Buffer);
}
