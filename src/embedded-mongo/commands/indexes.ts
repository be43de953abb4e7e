import { sourceOf } from '../query/source.ts';
import { encode } from '../raw/decode.ts';
import type { Doc } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import type { Collection } from '../storage/collection.ts';
import { buildIndex } from '../storage/index-build.ts';
import type { IndexDefinition } from '../storage/index-definition.ts';
import type { Store } from '../storage/store.ts';
import type { Work } from '../storage/write-queue.ts';
import { collectionName, documentsOf } from './arguments.ts';
import type { Handler } from './command.ts';
import { firstAnswer } from './cursor-answer.ts';
import { indexRequest } from './index-request.ts';
import { sameIndex } from './same-index.ts';

export const createIndexes: Handler = ({ database, command }, { store }) => {
  const name = collectionName(command, 'createIndexes');
  const requests = documentsOf(command, 'indexes').map(indexRequest);
  return store.write(createAll(store, database, name, requests));
};

function* createAll(store: Store, database: string, name: string, requests: Omit<IndexDefinition, 'id'>[]): Work<Doc> {
  const { catalog } = store;
  const createdCollectionAutomatically = !catalog.get(database, name);
  const before = catalog.ensure(database, name).indexes.length + 1;
  for (const request of requests) {
    if (isIdIndex(request)) continue;
    const { indexes } = catalog.ensure(database, name).definition;
    if (indexes.some((index) => sameIndex(index, request))) continue;
    yield* buildIndex(catalog, database, name, { ...request, id: catalog.nextId() });
  }
  const numIndexesAfter = catalog.ensure(database, name).indexes.length + 1;
  return { numIndexesBefore: before, numIndexesAfter, createdCollectionAutomatically };
}

function isIdIndex({ key }: { key: Record<string, number> }): boolean {
  return Object.keys(key).length === 1 && key._id === 1;
}

export const listIndexes: Handler = ({ database, command }, server) => {
  const name = collectionName(command, 'listIndexes');
  const collection = existing(server.store, database, name);
  const described = [{ v: 2, key: { _id: 1 }, name: '_id_' }, ...collection.definition.indexes.map(describe)];
  return firstAnswer(server, `${database}.${name}`, sourceOf(described.map((index) => encode(index))), {});
};

/** An index in the words of `listIndexes`. */
function describe(index: IndexDefinition): Doc {
  return {
    v: 2,
    key: index.key,
    name: index.name,
    ...(index.unique ? { unique: true } : {}),
    ...(index.sparse ? { sparse: true } : {}),
    ...(index.partialFilterExpression ? { partialFilterExpression: index.partialFilterExpression } : {}),
    ...(index.expireAfterSeconds === undefined ? {} : { expireAfterSeconds: index.expireAfterSeconds }),
    ...index.options,
  };
}

export const dropIndexes: Handler = async ({ database, command }, { store }) => {
  const name = collectionName(command, command.dropIndexes === undefined ? 'deleteIndexes' : 'dropIndexes');
  const answer = await store.write(drop(store, database, name, command.index));
  store.clearLeftovers();
  return answer;
};

function* drop(store: Store, database: string, name: string, which: unknown): Work<Doc> {
  const { definition } = existing(store, database, name);
  const dropped =
    which === '*'
      ? definition.indexes
      : (Array.isArray(which) ? which : [which]).map((one) => named(definition.indexes, one));
  for (const index of dropped) store.catalog.dropIndex(existing(store, database, name), index);
  return { nIndexesWas: definition.indexes.length + 1 };
}

function named(indexes: IndexDefinition[], which: unknown): IndexDefinition {
  if (which === '_id_') throw new MongoServerFault(72, 'InvalidOptions', 'cannot drop _id index');
  const wanted =
    typeof which === 'string' ? which : JSON.stringify(Object.entries(which ?? {}).map(([k, v]) => [k, Number(v)]));
  const index = indexes.find(({ name, key }) => name === wanted || JSON.stringify(Object.entries(key)) === wanted);
  if (!index) throw new MongoServerFault(27, 'IndexNotFound', `index not found with name [${String(which)}]`);
  return index;
}

function existing(store: Store, database: string, name: string): Collection {
  const collection = store.catalog.get(database, name);
  if (!collection) throw new MongoServerFault(26, 'NamespaceNotFound', `ns does not exist: ${database}.${name}`);
  return collection;
}
