import type { Catalog } from './catalog.ts';
import type { Work } from './write-queue.ts';

/** How the collections are called that `$out` fills before they take the place of others. */
export const TEMPORARY = 'tmp.agg_out.';

/** Drops what an `$out` left that a stop interrupted. */
export function* dropTemporary(catalog: Catalog): Work<void> {
  for (const collection of catalog.all()) {
    if (!collection.definition.name.startsWith(TEMPORARY)) continue;
    catalog.drop(collection);
    yield;
  }
}
