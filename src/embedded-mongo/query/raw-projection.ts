import type { Query } from '../planner/query.ts';
import { decode, encode } from '../raw/decode.ts';
import { FieldPicker } from '../raw/field-picker.ts';
import { flagOf, numberOf } from '../raw/number-of.ts';
import type { Doc } from '../semantics/document.ts';
import { projector } from '../semantics/projection.ts';
import { type Patience, pauses } from './patience.ts';

/** Compiles a projection of a document's bytes. Plain lists of top-level fields never decode anything. */
export function rawProjection(query: Query, patience?: Patience): (raw: Buffer) => Buffer {
  const { projection, filter, variables, collation } = query;
  if (!projection || !Object.keys(projection).length) return (raw) => Buffer.from(raw);
  const names = plainInclusion(projection);
  if (names) {
    const picker = new FieldPicker(names);
    return (raw) => picker.pick(raw);
  }
  const project = projector(projection, filter, { let: variables, collation, pause: pauses(patience) });
  return (raw) => encode(project(decode(raw)));
}

/** The fields of a projection that only lists top-level fields to keep. */
function plainInclusion(projection: Doc): string[] | undefined {
  const entries = Object.entries(projection);
  const included = entries.filter(([name]) => name !== '_id');
  const plain = included.every(
    ([name, value]) => !name.includes('.') && !name.startsWith('$') && isFlag(value) && flagOf(value),
  );
  if (!included.length || !plain || (projection._id !== undefined && !isFlag(projection._id))) return undefined;
  const names = included.map(([name]) => name);
  return projection._id === undefined || flagOf(projection._id) ? ['_id', ...names] : names;
}

function isFlag(value: unknown): boolean {
  return typeof value === 'boolean' || numberOf(value) !== undefined;
}
