import type { Doc } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import type { Catalog } from './catalog.ts';
import type { Collection } from './collection.ts';
import type { IndexDefinition } from './index-definition.ts';
import { rangeOf } from './key-range.ts';
import { Scan } from './scan.ts';
import type { StoredIndex } from './stored-index.ts';
import type { Work } from './write-queue.ts';

const DOCUMENTS_PER_STEP = 50;

/**
 * Builds an index over what a collection holds. Writers keep the index up from the moment that it is known,
 * queries use it once it is whole. On a fault the index is gone again. Throws DuplicateKey, and IndexBuildAborted when
 * the index or its collection is dropped meanwhile.
 */
export function* buildIndex(catalog: Catalog, database: string, name: string, definition: IndexDefinition): Work<void> {
  const { definition: before } = catalog.ensure(database, name);
  const collection = catalog.change({ ...before, indexes: [...before.indexes, { ...definition, building: true }] });
  const current = () => built(catalog, collection, definition);
  const scan = new Scan(collection, [{ index: undefined, ranges: [rangeOf(before.id)], reverse: false }]);
  catalog.builds.add(definition.id);
  try {
    while (!scan.done) {
      addSome(scan, ...current());
      yield;
    }
    const [{ definition: whole }] = current();
    const indexes = whole.indexes.map((index) => (index.id === definition.id ? { ...index, building: false } : index));
    catalog.change({ ...whole, indexes });
  } finally {
    catalog.builds.delete(definition.id);
  }
}
