import { sourceOf } from '../query/source.ts';
import { encode } from '../raw/decode.ts';
import { flagOf } from '../raw/number-of.ts';
import { type Doc, isDocument } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import { matcher } from '../semantics/filter.ts';
import type { Store } from '../storage/store.ts';
import type { Work } from '../storage/write-queue.ts';
import { collectionName, documentOf, textOf } from './arguments.ts';
import type { Handler } from './command.ts';
import { firstAnswer } from './cursor-answer.ts';

const REFUSED = ['viewOn', 'timeseries', 'validator', 'capped', 'clusteredIndex'];

export const create: Handler = ({ database, command }, { store }) => {
  const name = collectionName(command, 'create');
  const refused = REFUSED.find(
    (option) => flagOf(command[option]) || isDocument(command[option]) || typeof command[option] === 'string',
  );
  if (refused)
    throw new MongoServerFault(115, 'CommandNotSupported', `this store has no collections with '${refused}'`);
  return store.write(
    once(() => {
      if (store.catalog.get(database, name)) {
        throw new MongoServerFault(48, 'NamespaceExists', `Collection ${database}.${name} already exists.`);
      }
      store.catalog.ensure(database, name);
      return {};
    }),
  );
};

export const drop: Handler = async ({ database, command }, { store }) => {
  const name = collectionName(command, 'drop');
  const answer = await store.write(
    once(() => {
      const collection = store.catalog.get(database, name);
      if (!collection) return {};
      store.catalog.drop(collection);
      return { nIndexesWas: collection.indexes.length + 1, ns: collection.namespace };
    }),
  );
  store.clearLeftovers();
  return answer;
};

export const dropDatabase: Handler = async ({ database }, { store }) => {
  const answer = await store.write(
    once(() => {
      for (const collection of store.catalog.of(database)) store.catalog.drop(collection);
      return { dropped: database };
    }),
  );
  store.clearLeftovers();
  return answer;
};

export const renameCollection: Handler = ({ command }, { store }) => {
  const [from, to] = [textOf(command, 'renameCollection'), textOf(command, 'to')];
  return store.write(once(() => rename(store, from, to, flagOf(command.dropTarget))));
};

function rename(store: Store, from: string, to: string, dropTarget: boolean): Doc {
  const [database, name] = split(to);
  const source = store.catalog.get(...split(from));
  if (!source) throw new MongoServerFault(26, 'NamespaceNotFound', `Source collection ${from} does not exist`);
  const target = store.catalog.get(database, name);
  if (target && !dropTarget) throw new MongoServerFault(48, 'NamespaceExists', 'target namespace exists');
  store.catalog.rename(source, database, name);
  return {};
}

function split(namespace: string): [string, string] {
  const dot = namespace.indexOf('.');
  if (dot < 1) throw new MongoServerFault(73, 'InvalidNamespace', `Invalid namespace specified '${namespace}'`);
  return [namespace.slice(0, dot), namespace.slice(dot + 1)];
}

export const listCollections: Handler = ({ database, command }, server) => {
  const matches = matcher(documentOf(command, 'filter') ?? {});
  const described = server.store.catalog
    .of(database)
    .map(({ definition }) => ({
      name: definition.name,
      type: 'collection',
      options: definition.options,
      info: { readOnly: false },
      idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
    }))
    .filter(matches)
    .map((doc) => encode(flagOf(command.nameOnly) ? { name: doc.name, type: doc.type } : doc));
  const batchSize = documentOf(command, 'cursor')?.batchSize;
  return firstAnswer(server, `${database}.$cmd.listCollections`, sourceOf(described), {
    batchSize: batchSize ? Number(batchSize) : undefined,
  });
};

export const listDatabases: Handler = ({ command }, { store }) => {
  const names = new Set(store.catalog.all().map(({ definition }) => definition.database));
  const matches = matcher(documentOf(command, 'filter') ?? {});
  const databases = [...names]
    .sort()
    .map((name) => ({ name, sizeOnDisk: 0, empty: false }))
    .filter(matches);
  return flagOf(command.nameOnly)
    ? { databases: databases.map(({ name }) => ({ name })) }
    : { databases, totalSize: 0 };
};

/** Work of a single step. */
function* once(step: () => Doc): Work<Doc> {
  return step();
}
