import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

const read = (url: URL): Record<string, string>[] => parse(readFileSync(url), { columns: true });

/** The rows of a file of the demo data, read anew and as they stand. */
export const demoRows = (file: string) => read(new URL(`../../src/demo/${file}`, import.meta.url));

/** The rows of the published data set beside the project, or `undefined` on a machine without it. */
export function publishedRows(file: string) {
  const url = new URL(`../../../shared/data/${file}`, import.meta.url);
  return existsSync(url) ? read(url) : undefined;
}

/** How many items each key has. */
export function countsBy<T>(items: Iterable<T>, keyOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) {
    const key = keyOf(item);
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}
