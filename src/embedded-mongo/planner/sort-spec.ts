import { numberOf } from '../raw/number-of.ts';
import { type Doc, isDocument } from '../semantics/document.ts';
import { badValue, location } from '../semantics/fault.ts';
import { shown } from '../semantics/shown.ts';

export type Sort = Record<string, 1 | -1>;

const MOST_FIELDS = 32;

/** Reads a sort specification; undefined when it asks for no order. The natural order is that of `_id`. */
export function sortSpec(sort: Doc | undefined): Sort | undefined {
  const entries = Object.entries(sort ?? {});
  if (!entries.length) return undefined;
  if (entries.length > MOST_FIELDS) throw badValue('too many compound keys');
  if (sort && '$natural' in sort) return naturalOrder(sort, entries.length);
  return Object.fromEntries(entries.map(([path, value]) => [checkedPath(path), directionOf(path, value)]));
}

function naturalOrder(sort: Doc, fields: number): Sort {
  const direction = numberOf(sort.$natural);
  if (fields > 1) throw badValue(`Cannot include '$natural' in compound sort: ${shown(sort)}`);
  if (direction === 1 || direction === -1) return { _id: direction };
  throw badValue('$natural sort cannot be set to a value other than -1 or 1.');
}

function directionOf(path: string, value: unknown): 1 | -1 {
  const direction = numberOf(value);
  if (direction === 1 || direction === -1) return direction;
  if (direction !== undefined) {
    throw location(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
  }
  if (isDocument(value) && '$meta' in value) throw location(40218, 'query requires metadata, but it is not available');
  throw location(15974, `Illegal key in $sort specification: ${path}: ${shown(value)}`);
}

function checkedPath(path: string): string {
  if (!path) throw location(40352, 'FieldPath cannot be constructed with empty string');
  if (path.endsWith('.')) throw location(40353, "FieldPath must not end with a '.'.");
  for (const part of path.split('.')) {
    if (!part) throw location(15998, 'FieldPath field names may not be empty strings.');
    if (part.startsWith('$')) {
      throw location(16410, "FieldPath field names may not start with '$'. Consider using $getField or $setField.");
    }
  }
  return path;
}
