import type { Query } from '../planner/query.ts';
import { decode } from '../raw/decode.ts';
import { FieldPicker } from '../raw/field-picker.ts';
import { matcher } from '../semantics/filter.ts';
import { filterFields } from '../storage/field-names.ts';
import { type Patience, pauses } from './patience.ts';

/** Compiles a filter into a test of a document's bytes, which decodes only the fields that the filter reads. */
export function documentTest(query: Query, patience?: Patience): (raw: Buffer) => boolean {
  const { filter, variables, collation } = query;
  const matches = matcher(filter, { let: variables, collation, pause: pauses(patience) });
  const names = filterFields(filter);
  if (!names) return (raw) => matches(decode(raw));
  if (!names.size) return () => true;
  const picker = new FieldPicker(names);
  return (raw) => matches(picker.decode(raw));
}
