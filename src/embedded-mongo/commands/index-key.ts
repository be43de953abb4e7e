import { numberOf } from '../raw/number-of.ts';
import type { Doc } from '../semantics/document.ts';
import { cannotCreateIndex } from '../semantics/fault.ts';
import { typeName } from '../semantics/type-name.ts';

const OTHER_KINDS = new Set(['text', '2d', '2dsphere', 'hashed', 'geoHaystack', 'columnstore']);
const MOST_FIELDS = 32;

/** Reads the keys of an index: fields that go up or down. Throws for all other kinds of index, by name. */
export function keyOf(key: Doc): Record<string, 1 | -1> {
  const entries = Object.entries(key);
  if (!entries.length) throw cannotCreateIndex('Index keys cannot be an empty object');
  if (entries.length > MOST_FIELDS)
    throw cannotCreateIndex(`Index key pattern cannot have more than ${MOST_FIELDS} fields`);
  return Object.fromEntries(entries.map(([field, value]) => [checkedField(field), directionOf(value)]));
}

function directionOf(value: unknown): 1 | -1 {
  if (typeof value === 'string') {
    throw OTHER_KINDS.has(value)
      ? cannotCreateIndex(`this store has no index of the kind '${value}'`)
      : cannotCreateIndex(`Unknown index plugin '${value}'`);
  }
  const number = numberOf(value);
  if (number === undefined) {
    const allowed = 'Only numbers > 0, numbers < 0, and strings are allowed.';
    throw cannotCreateIndex(`Values in v:2 index key pattern cannot be of type ${typeName(value)}. ${allowed}`);
  }
  if (number === 0) throw cannotCreateIndex('Values in the index key pattern cannot be 0.');
  if (Number.isNaN(number)) throw cannotCreateIndex('Values in the index key pattern cannot be NaN.');
  return number < 0 ? -1 : 1;
}

function checkedField(field: string): string {
  if (field === '$**' || field.endsWith('.$**'))
    throw cannotCreateIndex("this store has no index of the kind 'wildcard'");
  const parts = field.split('.');
  if (!field) throw cannotCreateIndex('Index keys cannot be an empty field.');
  if (parts.includes('')) throw cannotCreateIndex(`Index key contains an illegal field name: '${field}'`);
  if (parts.some((part) => part.startsWith('$') && !['$id', '$ref', '$db'].includes(part))) {
    throw cannotCreateIndex(`Index key contains an illegal field name: field name starts with '$'.`);
  }
  return field;
}
