import { randomUUID } from 'node:crypto';
import { endAfter, timely } from '../query/write-time.ts';
import type { Doc } from '../semantics/document.ts';
import { badValue, cannotCreateIndex } from '../semantics/fault.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { Collection } from '../storage/collection.ts';
import { DuplicateKey } from '../storage/duplicate-key.ts';
import { buildIndex } from '../storage/index-build.ts';
import type { IndexDefinition } from '../storage/index-definition.ts';
import { StorageFailure } from '../storage/storage-failure.ts';
import type { Store } from '../storage/store.ts';
import type { Work } from '../storage/write-queue.ts';
import { collectionNow } from './collection-now.ts';
import { uuidOf } from './collection-uuid.ts';
import { command } from './command.ts';
import { existing } from './existing-collection.ts';
import { required } from './fields.ts';
import { inContext } from './in-context.ts';
import { indexRequest, isIdIndex } from './index-request.ts';
import { anything, collection, document, flag, listOf } from './kinds.ts';
import { refuseTwins, sameIndex } from './same-index.ts';

const MOST_INDEXES = 64;

export const createIndexes = command(
  {
    createIndexes: required(collection),
    indexes: required(listOf(document)),
    ignoreUnknownIndexOptions: flag,
    commitQuorum: anything,
  },
  (
    { createIndexes: name, indexes, ignoreUnknownIndexOptions = false, commitQuorum },
    { database, maxTimeMS },
    { store },
  ) => {
    if (!indexes.length) throw badValue('Must specify at least one index to create');
    if (commitQuorum !== undefined) throw badValue("Standalones can't specify commitQuorum");
    const requests = indexes.map((spec) => indexRequest(spec, ignoreUnknownIndexOptions));
    refuseTwins(requests);
    return store.write(timely(createAll(store, database, name, requests), endAfter(maxTimeMS)));
  },
  { stable: true, writeConcern: true },
);

type Wanted = Omit<IndexDefinition, 'id'>;

/** Builds the indexes that are not there yet, all or none of them. */
function* createAll({ catalog }: Store, database: string, name: string, requests: Wanted[]): Work<Doc> {
  const createdCollectionAutomatically = !catalog.get(database, name);
  const begun = catalog.ensure(database, name);
  const before = begun.indexes.length + 1;
  const made = new Set<number>();
  try {
    for (const request of requests) {
      if (isIdIndex(request) || (yield* isThere(catalog, begun, request))) continue;
      if (collectionNow(catalog, begun).indexes.length + 1 >= MOST_INDEXES) {
        throw cannotCreateIndex(`add index fails, too many indexes for ${database}.${name}`);
      }
      const index = { ...request, id: catalog.nextId() };
      yield* build(catalog, begun, index);
      made.add(index.id);
    }
  } catch (error) {
    if (!(error instanceof StorageFailure)) dropMade(catalog, made);
    throw error;
  }
  const numIndexesAfter = collectionNow(catalog, begun).indexes.length + 1;
  const isNew = createdCollectionAutomatically || numIndexesAfter > before;
  return {
    numIndexesBefore: before,
    numIndexesAfter,
    ...(isNew ? { createdCollectionAutomatically } : { note: 'all indexes already exist' }),
  };
}

function* build(catalog: Catalog, collection: Collection, index: IndexDefinition): Work<void> {
  const { database, name } = collection.definition;
  try {
    yield* buildIndex(catalog, database, name, index);
  } catch (error) {
    if (!(error instanceof DuplicateKey)) throw error;
    const where = `Collection ${database}.${name} ( ${uuidOf(collection)} )`;
    throw inContext(error, `Index build failed: ${randomUUID()}: ${where}`);
  }
}

function dropMade(catalog: Catalog, made: Set<number>): void {
  for (const { definition } of catalog.all()) {
    for (const index of definition.indexes.filter(({ id }) => made.has(id))) {
      catalog.dropIndex(existing(catalog, definition.database, definition.name), index);
    }
  }
}

/** Whether there is such an index already. One that somebody is building is waited for; one that was given up is dropped. */
function* isThere(catalog: Catalog, begun: Collection, request: Wanted): Work<boolean> {
  for (;;) {
    const collection = collectionNow(catalog, begun);
    const found = collection.definition.indexes.find((index) => sameIndex(index, request));
    if (!found?.building) return found !== undefined;
    if (!catalog.builds.has(found.id)) {
      catalog.dropIndex(collection, found);
      return false;
    }
    yield;
  }
}
