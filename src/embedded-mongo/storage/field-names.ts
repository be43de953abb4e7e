import type { Doc } from '../semantics/document.ts';

/** The top-level fields that a filter reads, or undefined when it may read any (`$expr` and the like). */
export function filterFields(filter: Doc): Set<string> | undefined {
  const names = new Set<string>();
  return collect(filter, names) ? names : undefined;
}

/** The top-level fields of a filter made of fields and `$and` alone, as the filters of partial indexes are. */
export function fieldNames(filter: Doc): string[] {
  return [...(filterFields(filter) ?? [])];
}

function collect(filter: Doc, names: Set<string>): boolean {
  return Object.entries(filter).every(([name, value]) => {
    if (name === '$and' || name === '$or' || name === '$nor') {
      return Array.isArray(value) && value.every((clause) => collect(clause as Doc, names));
    }
    if (name === '$comment') return true;
    if (name.startsWith('$')) return false;
    names.add(name.split('.')[0] as string);
    return true;
  });
}
