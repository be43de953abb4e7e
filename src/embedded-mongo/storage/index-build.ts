import { MongoServerFault } from '../semantics/fault.ts';
import type { Catalog } from './catalog.ts';
import type { Collection } from './collection.ts';
import type { IndexDefinition } from './index-definition.ts';
import { rangeOf } from './key-range.ts';
import { Scan } from './scan.ts';
import { StorageFailure } from './storage-failure.ts';
import type { Work } from './write-queue.ts';

/** How many documents are found at once, and how long they are worked on in one step, in milliseconds: one of them at least. */
const DOCUMENTS_PER_PIECE = 50;
const STEP_MS = 2;

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
  const now = () => current(catalog, before, definition);
  catalog.builds.add(id);
  try {
    while (!scan.done) {
      now();
      let end = performance.now() + STEP_MS;
      for (const found of scan.read((_raw, idOf) => Buffer.from(idOf()), DOCUMENTS_PER_PIECE)) {
        if (performance.now() > end) {
          yield;
          end = performance.now() + STEP_MS;
        }
        yield* addOne(now, id, found);
      }
      yield;
    }
    const { definition: whole } = now();
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

/** Adds a document as it is now, unless it is gone since it was found. When it is changed meanwhile, this begins anew. */
function* addOne(now: () => Collection, index: number, id: Buffer): Work<void> {
  let adding: { raw: Buffer; work: Generator<void, void> } | undefined;
  for (;;) {
    const collection = now();
    const raw = collection.raw(id);
    const building = collection.indexes.find(({ definition }) => definition.id === index);
    if (!raw || !building) return;
    if (!adding?.raw.equals(raw)) adding = { raw, work: collection.addToIndex(building, id, collection.keyPart(raw)) };
    if (adding.work.next().done) return;
    yield;
  }
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
