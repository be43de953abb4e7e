import { rowsOf } from './array-rows.ts';
import { type Doc, fieldOf, isDocument } from './document.ts';
import { badValue, location } from './fault.ts';
import { toDouble } from './numbers.ts';

interface Part {
  path: string[];
  ascending: number;
}

const EMPTY = Symbol('an empty array');

/**
 * Derives the values that a document sorts by, one for each field of the sort specification. Of the rows that an array
 * gives, the one that sorts first stands for the document.
 */
export function sortKeys(sort: Doc, compare: (a: unknown, b: unknown) => number): (doc: Doc) => unknown[] {
  const parts = Object.entries(sort).map(([path, direction]) => partOf(path, direction));
  const paths = parts.map(({ path }) => path);
  return (doc) => {
    const plain = plainValues(parts, doc);
    if (plain) return plain;
    const { rows } = rowsOf(doc, paths, {
      empty: (rest) => (rest.length === 0 ? EMPTY : null),
      parallel: () => badValue('cannot sort with keys that are parallel arrays'),
    });
    return rows.map((row) => row.map(keyOf)).reduce((best, row) => (comesBefore(row, best) ? row : best));
  };

  function comesBefore(a: unknown[], b: unknown[]): boolean {
    for (const [i, { ascending }] of parts.entries()) {
      const order = compare(a[i], b[i]);
      if (order !== 0) return order * ascending < 0;
    }
    return false;
  }
}

/** The quick way for the usual sort: every field one of the document itself, and none of them an array. */
function plainValues(parts: Part[], doc: Doc): unknown[] | undefined {
  const values = new Array<unknown>(parts.length);
  for (const [i, { path }] of parts.entries()) {
    const value = fieldOf(doc, path[0] as string);
    if (path.length > 1 || Array.isArray(value)) return undefined;
    values[i] = value ?? null;
  }
  return values;
}

function partOf(path: string, direction: unknown): Part {
  if (isDocument(direction)) throw badValue('$meta sort is not supported: there are no text indexes');
  const ascending = toDouble(direction);
  if (ascending !== 1 && ascending !== -1) {
    throw location(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
  }
  return { path: path.split('.'), ascending };
}

/** A missing field sorts as null, and an empty array just below it. */
function keyOf(value: unknown): unknown {
  return value === EMPTY ? undefined : (value ?? null);
}
