import type { Query } from '../planner/query.ts';
import { decode } from '../raw/decode.ts';
import { FieldPicker } from '../raw/field-picker.ts';
import type { Doc } from '../semantics/document.ts';
import { matcher } from '../semantics/filter.ts';
import { filterFields } from '../storage/field-names.ts';
import { foldingOf } from './collated.ts';

/** Compiles a filter into a test of a document's bytes, which decodes only the fields that the filter reads. */
export function documentTest({ filter, variables, collation }: Query): (raw: Buffer) => boolean {
  const fold = foldingOf(collation);
  const compiled = matcher(fold ? fold(filter) : filter, variables ? { let: variables } : {});
  const matches = fold ? (doc: Doc) => compiled(fold(doc)) : compiled;
  const names = filterFields(filter);
  if (!names) return (raw) => matches(decode(raw));
  if (!names.size) return () => true;
  const picker = new FieldPicker(names);
  return (raw) => matches(picker.decode(raw));
}
