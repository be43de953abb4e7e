import { namespaceNotFound } from '../semantics/fault.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { Collection } from '../storage/collection.ts';

/** The collection of that name. Throws NamespaceNotFound, which the commands of MongoDB word in several ways. */
export function existing(catalog: Catalog, database: string, name: string, wording = 'ns does not exist:'): Collection {
  const stored = catalog.get(database, name);
  if (!stored) throw namespaceNotFound(`${wording} ${database}.${name}`);
  return stored;
}
