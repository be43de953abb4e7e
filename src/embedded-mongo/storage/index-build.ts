import type { Catalog } from './catalog.ts';
import type { Collection } from './collection.ts';
import type { IndexDefinition } from './index-definition.ts';
import { rangeOf } from './key-range.ts';
import { Scan } from './scan.ts';
import type { Work } from './write-queue.ts';

const DOCUMENTS_PER_STEP = 200;

/**
 * Builds an index over what a collection holds. Writers keep the index up from the moment that it is known,
 * queries use it once it is whole. On a fault the index is gone again.
 */
export function* buildIndex(catalog: Catalog, database: string, name: string, definition: IndexDefinition): Work<void> {
  const { definition: before } = catalog.ensure(database, name);
  const collection = catalog.change({ ...before, indexes: [...before.indexes, { ...definition, building: true }] });
  const scan = new Scan(collection, [{ index: undefined, ranges: [rangeOf(before.id)], reverse: false }]);
  while (!scan.done) {
    const current = catalog.get(database, name);
    if (current?.definition.id !== before.id) return;
    const docs = scan.read(
      (raw, id) => ({ raw: Buffer.from(raw), id: Buffer.from(id) }),
      DOCUMENTS_PER_STEP,
      DOCUMENTS_PER_STEP,
    );
    try {
      for (const { raw, id } of docs) addTo(current, definition.id, id, raw);
    } catch (error) {
      const half = current.definition.indexes.find((index) => index.id === definition.id);
      if (half) catalog.dropIndex(current, half);
      throw error;
    }
    yield;
  }
  const current = catalog.get(database, name);
  if (current?.definition.id === before.id) setReady(catalog, current, definition.id);
}

function addTo(collection: Collection, indexId: number, id: Buffer, raw: Buffer): void {
  const index = collection.indexes.find((candidate) => candidate.definition.id === indexId);
  if (index) collection.addToIndex(index, id, raw);
}

function setReady(catalog: Catalog, { definition }: Collection, indexId: number): void {
  const indexes = definition.indexes.map((index) => (index.id === indexId ? { ...index, building: false } : index));
  catalog.change({ ...definition, indexes });
}

/** Drops the indexes whose building a stop interrupted; their clients never got an answer. */
export function* dropHalfBuilt(catalog: Catalog): Work<void> {
  for (const collection of catalog.all()) {
    for (const index of collection.definition.indexes.filter(({ building }) => building)) {
      const current = catalog.get(collection.definition.database, collection.definition.name);
      if (current) catalog.dropIndex(current, index);
    }
    yield;
  }
}
