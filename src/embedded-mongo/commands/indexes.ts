import { sourceOf } from '../query/source.ts';
import { encode } from '../raw/decode.ts';
import { type Doc, isDocument } from '../semantics/document.ts';
import { badValue, MongoServerFault } from '../semantics/fault.ts';
import type { Collection } from '../storage/collection.ts';
import { buildIndex } from '../storage/index-build.ts';
import type { IndexDefinition } from '../storage/index-definition.ts';
import type { Store } from '../storage/store.ts';
import type { Work } from '../storage/write-queue.ts';
import { command } from './command.ts';
import { firstAnswer } from './cursor-answer.ts';
import { type Kind, required } from './fields.ts';
import { describedIndexes } from './index-description.ts';
import { indexRequest, isIdIndex } from './index-request.ts';
import { indexByKeys, indexByName, patternOf } from './index-search.ts';
import { anything, collection, document, flag, listOf, natural, part } from './kinds.ts';
import { sameIndex } from './same-index.ts';

const MOST_INDEXES = 64;
const ID_PATTERN = patternOf({ _id: 1 });

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

function* createAll(store: Store, database: string, name: string, requests: Omit<IndexDefinition, 'id'>[]): Work<Doc> {
  const { catalog } = store;
  const createdCollectionAutomatically = !catalog.get(database, name);
  const before = catalog.ensure(database, name).indexes.length + 1;
  for (const request of requests) {
    if (isIdIndex(request)) continue;
    const { indexes } = catalog.ensure(database, name).definition;
    if (indexes.some((index) => sameIndex(index, request))) continue;
    if (indexes.length + 1 >= MOST_INDEXES) throw tooMany(`${database}.${name}`);
    yield* buildIndex(catalog, database, name, { ...request, id: catalog.nextId() });
  }
  const numIndexesAfter = catalog.ensure(database, name).indexes.length + 1;
  const note = numIndexesAfter === before ? { note: 'all indexes already exist' } : {};
  return { numIndexesBefore: before, numIndexesAfter, createdCollectionAutomatically, ...note };
}

function tooMany(namespace: string): MongoServerFault {
  return new MongoServerFault(67, 'CannotCreateIndex', `add index fails, too many indexes for ${namespace}`);
}

export const listIndexes = command(
  { listIndexes: required(collection), cursor: part({ batchSize: natural }) },
  ({ listIndexes: name, cursor }, { database, session }, server) => {
    const described = describedIndexes(existing(server.store, database, name)).map((index) => encode(index));
    const options = { batchSize: cursor?.batchSize, session };
    return firstAnswer(server, `${database}.${name}`, sourceOf(described), options);
  },
  { stable: true },
);

/** Which indexes to drop: a name, several names, keys, or `*` for all. */
const which: Kind<unknown> = { types: ['string', 'object', 'array'], of: (value) => value };

export const dropIndexes = command(
  { dropIndexes: required(collection), index: required(which) },
  async ({ dropIndexes: name, index }, { database }, { store }) => {
    const answer = await store.write(drop(store, database, name, index));
    store.clearLeftovers();
    return answer;
  },
  { aliases: ['deleteIndexes'], stable: true, writeConcern: true },
);

function* drop(store: Store, database: string, name: string, wanted: unknown): Work<Doc> {
  const { indexes } = existing(store, database, name).definition;
  const all = wanted === '*';
  const dropped = all ? indexes : (Array.isArray(wanted) ? wanted : [wanted]).map((one) => chosen(indexes, one));
  for (const index of dropped) store.catalog.dropIndex(existing(store, database, name), index);
  const msg = all ? { msg: 'non-_id indexes dropped for collection' } : {};
  return { nIndexesWas: indexes.length + 1, ...msg };
}

function chosen(indexes: IndexDefinition[], wanted: unknown): IndexDefinition {
  if (wanted === '_id_' || (isDocument(wanted) && patternOf(wanted) === ID_PATTERN)) {
    throw new MongoServerFault(72, 'InvalidOptions', 'cannot drop _id index');
  }
  return isDocument(wanted) ? indexByKeys(indexes, wanted) : indexByName(indexes, String(wanted));
}

function existing(store: Store, database: string, name: string): Collection {
  const stored = store.catalog.get(database, name);
  if (!stored) throw new MongoServerFault(26, 'NamespaceNotFound', `ns does not exist: ${database}.${name}`);
  return stored;
}
