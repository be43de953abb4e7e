import { MongoServerFault } from '../semantics/fault.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { Collection } from '../storage/collection.ts';

/** A collection as it is now. Throws when it is gone since work on its indexes began, or another has its name. */
export function collectionNow(catalog: Catalog, { namespace, definition }: Collection): Collection {
  const now = catalog.get(definition.database, definition.name);
  if (now?.definition.id === definition.id) return now;
  throw aborted(`${namespace} is gone`);
}

export function aborted(why: string): MongoServerFault {
  return new MongoServerFault(276, 'IndexBuildAborted', `Index build failed: ${why}`);
}
