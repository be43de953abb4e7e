import type { Doc } from '../semantics/document.ts';
import { badValue, cannotCreateIndex } from '../semantics/fault.ts';
import type { Catalog } from '../storage/catalog.ts';
import { buildIndex } from '../storage/index-build.ts';
import type { IndexDefinition } from '../storage/index-definition.ts';
import { StorageFailure } from '../storage/storage-failure.ts';
import type { Store } from '../storage/store.ts';
import type { Work } from '../storage/write-queue.ts';
import { command } from './command.ts';
import { existing } from './existing-collection.ts';
import { required } from './fields.ts';
import { indexRequest, isIdIndex } from './index-request.ts';
import { anything, collection, document, flag, listOf } from './kinds.ts';
import { sameIndex } from './same-index.ts';

const MOST_INDEXES = 64;

export const createIndexes = command(
  {
    createIndexes: required(collection),
    indexes: required(listOf(document)),
    ignoreUnknownIndexOptions: flag,
    commitQuorum: anything,
  },
  ({ createIndexes: name, indexes, ignoreUnknownIndexOptions = false, commitQuorum }, { database }, { store }) => {
    if (!indexes.length) throw badValue('Must specify at least one index to create');
    if (commitQuorum !== undefined) throw badValue("Standalones can't specify commitQuorum");
    const requests = indexes.map((spec) => indexRequest(spec, ignoreUnknownIndexOptions));
    return store.write(createAll(store, database, name, requests));
  },
  { stable: true, writeConcern: true },
);

/** Builds the indexes that are not there yet, all or none of them. */
function* createAll(
  { catalog }: Store,
  database: string,
  name: string,
  requests: Omit<IndexDefinition, 'id'>[],
): Work<Doc> {
  const createdCollectionAutomatically = !catalog.get(database, name);
  const before = catalog.ensure(database, name).indexes.length + 1;
  const made = new Set<number>();
  try {
    for (const request of requests) {
      if (isIdIndex(request) || (yield* isThere(catalog, database, name, request))) continue;
      if (catalog.ensure(database, name).indexes.length + 1 >= MOST_INDEXES) {
        throw cannotCreateIndex(`add index fails, too many indexes for ${database}.${name}`);
      }
      const index = { ...request, id: catalog.nextId() };
      yield* buildIndex(catalog, database, name, index);
      made.add(index.id);
    }
  } catch (error) {
    if (!(error instanceof StorageFailure)) dropMade(catalog, database, name, made);
    throw error;
  }
  const numIndexesAfter = existing(catalog, database, name).indexes.length + 1;
  const note = numIndexesAfter === before ? { note: 'all indexes already exist' } : {};
  return { numIndexesBefore: before, numIndexesAfter, createdCollectionAutomatically, ...note };
}

function dropMade(catalog: Catalog, database: string, name: string, made: Set<number>): void {
  const indexes = catalog.get(database, name)?.definition.indexes ?? [];
  for (const index of indexes.filter(({ id }) => made.has(id))) {
    catalog.dropIndex(existing(catalog, database, name), index);
  }
}

/** Whether there is such an index already. One that somebody is building is waited for; one that was given up is dropped. */
function* isThere(
  catalog: Catalog,
  database: string,
  name: string,
  request: Omit<IndexDefinition, 'id'>,
): Work<boolean> {
  for (;;) {
    const { indexes } = catalog.ensure(database, name).definition;
    const found = indexes.find((index) => sameIndex(index, request));
    if (!found?.building) return found !== undefined;
    if (!catalog.builds.has(found.id)) {
      catalog.dropIndex(existing(catalog, database, name), found);
      return false;
    }
    yield;
  }
}
