import { MongoServerFault } from '../semantics/fault.ts';
import type { Catalog } from './catalog.ts';
import type { Collection } from './collection.ts';
import type { IndexDefinition } from './index-definition.ts';
import { rangeOf } from './key-range.ts';
import { Scan } from './scan.ts';
import { StorageFailure } from './storage-failure.ts';
import type { Work } from './write-queue.ts';

const DOCUMENTS_PER_STEP = 50;

/**
 * Builds an index over what a collection holds. Writers keep the index up from the moment that it is known,
 * queries use it once it is whole. On a fault the index is gone again. Throws DuplicateKey, and IndexBuildAborted when
 * the index or its collection went away meanwhile.
 */
export function* buildIndex(catalog: Catalog, database: string, name: string, definition: IndexDefinition): Work<void> {
  const { id } = definition;
  const { definition: before } = catalog.ensure(database, name);
  const collection = catalog.change({ ...before, indexes: [...before.indexes, { ...definition, building: true }] });
  const scan = new Scan(collection, [{ index: undefined, ranges: [rangeOf(before.id)], reverse: false }]);
  catalog.builds.add(id);
  try {
    while (!scan.done) {
      addSome(scan, current(catalog, before, definition), id);
      yield;
    }
    const { definition: whole } = current(catalog, before, definition);
    const indexes = whole.indexes.map((index) => (index.id === id ? { ...index, building: false } : index));
    catalog.change({ ...whole, indexes });
  } catch (error) {
    if (!(error instanceof StorageFailure)) dropBuilds(catalog, (index) => index.id === id);
    throw error;
  } finally {
    catalog.builds.delete(id);
  }
}

/** The collection as it is now. */
function current(catalog: Catalog, before: { id: number; database: string; name: string }, index: IndexDefinition) {
  const now = catalog.get(before.database, before.name);
  if (now?.definition.id === before.id && now.definition.indexes.some(({ id }) => id === index.id)) return now;
  throw new MongoServerFault(276, 'IndexBuildAborted', `Index build failed: '${index.name}' or its collection is gone`);
}

function addSome(scan: Scan, collection: Collection, id: number): void {
  const index = collection.indexes.find(({ definition }) => definition.id === id);
  const read = (raw: Buffer, idOf: () => Buffer) => ({ doc: collection.keyPart(raw), id: Buffer.from(idOf()) });
  for (const { doc, id } of scan.read(read, DOCUMENTS_PER_STEP)) if (index) collection.addToIndex(index, id, doc);
}

/** Drops the indexes that nobody builds any more, since the process or the disk failed; their clients got no answer, or a fault. */
export function* dropHalfBuilt(catalog: Catalog): Work<void> {
  dropBuilds(catalog, ({ id }) => !catalog.builds.has(id));
}

function dropBuilds(catalog: Catalog, isMeant: (index: IndexDefinition) => boolean): void {
  for (const { definition } of catalog.all()) {
    for (const index of definition.indexes.filter((each) => each.building && isMeant(each))) {
      const current = catalog.get(definition.database, definition.name);
      if (current) catalog.dropIndex(current, index);
    }
  }
}
