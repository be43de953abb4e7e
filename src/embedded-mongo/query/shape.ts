import { Binary } from 'bson';
import { idKey } from '../keys/id-key.ts';
import { planQuery } from '../planner/plan.ts';
import type { Query } from '../planner/query.ts';
import { decode, encode } from '../raw/decode.ts';
import { FieldPicker } from '../raw/field-picker.ts';
import { type Doc, fieldOf, isDocument } from '../semantics/document.ts';
import { badValue } from '../semantics/fault.ts';
import type { Collection } from '../storage/collection.ts';
import type { Patience } from './patience.ts';
import { rawProjection } from './raw-projection.ts';

/** In which shape a find hands out a document: as it is, projected, with its place, or only the key that found it. */
export function shapeOf(collection: Collection, query: Query, patience: Patience): (raw: Buffer) => Buffer {
  if (query.returnKey) return keyShape(collection, query);
  const project = rawProjection(query, patience);
  if (!query.showRecordId) return project;
  const picker = new FieldPicker(['_id']);
  return (raw) => {
    const $recordId = new Binary(idKey(picker.decode(raw)._id));
    return encode({ ...decode(project(raw)), $recordId });
  };
}

/** The values of the index that a query reads, by the names of its fields; nothing where it reads none. */
function keyShape(collection: Collection, query: Query): (raw: Buffer) => Buffer {
  const { routes, sorted } = planQuery(collection, query);
  const [route] = routes;
  const definition = route?.index?.definition;
  if (definition?.multikey.some(Boolean) || routes.length > 1) {
    throw badValue('this store shows no keys of several indexes, nor of arrays');
  }
  const isByKey = definition || (query.sort && sorted) || query.hint || '_id' in query.filter;
  const fields = Object.keys(definition?.key ?? (isByKey ? { _id: 1 } : {}));
  return (raw) => {
    const doc = decode(raw);
    return encode(Object.fromEntries(fields.map((field) => [field, valueAt(doc, field)])));
  };
}

function valueAt(doc: Doc, path: string): unknown {
  const value = path.split('.').reduce<unknown>((at, part) => (isDocument(at) ? fieldOf(at, part) : undefined), doc);
  return value ?? null;
}
