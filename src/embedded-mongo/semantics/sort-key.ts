import { type Doc, fieldOf, isDocument } from './document.ts';
import { badValue, location } from './fault.ts';
import { isIndex } from './path.ts';

/** Derives the values that a document sorts by, one for each field of the sort specification. */
export function sortKeys(sort: Doc, compare: (a: unknown, b: unknown) => number): (doc: Doc) => unknown[] {
  const parts = Object.entries(sort).map(([path, direction]) => {
    if (isDocument(direction)) throw badValue('$meta sort is not supported: there are no text indexes');
    const ascending = Number(direction);
    if (ascending !== 1 && ascending !== -1) {
      throw location(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)');
    }
    return { path: path.split('.'), ascending };
  });
  return (doc) =>
    parts.map(({ path, ascending }) => {
      if (path.length === 1) {
        const value = fieldOf(doc, path[0] as string);
        if (!Array.isArray(value)) return value ?? null;
      }
      const candidates: unknown[] = [];
      collect(doc, path, 0, candidates);
      return candidates.reduce((best, value) => (compare(value, best) * ascending < 0 ? value : best));
    });
}

/** Every value that an index on the path would hold for the document: at least one. */
function collect(value: unknown, path: string[], at: number, into: unknown[]): void {
  if (Array.isArray(value)) {
    const part = path[at];
    if (part !== undefined && isIndex(part)) {
      collectLeafOrGoOn(value[Number(part)], path, at + 1, into);
      return;
    }
    // An empty array sorts below null.
    if (value.length === 0) into.push(at === path.length ? undefined : null);
    for (const element of value) {
      if (at === path.length) into.push(element);
      else if (Array.isArray(element)) into.push(null);
      else collect(element, path, at, into);
    }
  } else if (at === path.length) into.push(value ?? null);
  else if (isDocument(value)) collectLeafOrGoOn(fieldOf(value, path[at] as string), path, at + 1, into);
  else into.push(null);
}

function collectLeafOrGoOn(value: unknown, path: string[], at: number, into: unknown[]): void {
  if (value === undefined) into.push(null);
  else collect(value, path, at, into);
}
