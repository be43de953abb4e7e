import { namespaceNotFound } from '../semantics/fault.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { Collection } from '../storage/collection.ts';

/** The collection of that name. Throws NamespaceNotFound. */
export function existing(catalog: Catalog, database: string, name: string): Collection {
  const stored = catalog.get(database, name);
  if (!stored) throw namespaceNotFound(`ns does not exist: ${database}.${name}`);
  return stored;
}
