import { verify } from '../query/verify.ts';
import type { Doc } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import type { Collection } from '../storage/collection.ts';
import { rangeOf } from '../storage/key-range.ts';
import { collectionName } from './arguments.ts';
import type { Handler } from './command.ts';

export const collStats: Handler = ({ database, command }, { store }) => {
  const name = collectionName(command, command.collStats === undefined ? 'collstats' : 'collStats');
  const collection = store.catalog.get(database, name);
  return {
    ns: `${database}.${name}`,
    ...(collection ? figures(collection) : { count: 0, size: 0, nindexes: 0 }),
    ok: 1,
  };
};

/** Checks that a collection's indexes agree with its documents. */
export const validate: Handler = async ({ database, command }, { store }) => {
  const name = collectionName(command, 'validate');
  const collection = store.catalog.get(database, name);
  if (!collection)
    throw new MongoServerFault(26, 'NamespaceNotFound', `Collection '${database}.${name}' does not exist to validate.`);
  const { documents, faults } = await verify(collection);
  return {
    ns: collection.namespace,
    nrecords: documents,
    nIndexes: collection.indexes.length + 1,
    valid: !faults.length,
    errors: faults,
  };
};

export const dbStats: Handler = ({ database }, { store }) => {
  const all = store.catalog.of(database).map(figures);
  const sum = (name: string) => all.reduce((total, each) => total + Number(each[name]), 0);
  return {
    db: database,
    collections: all.length,
    views: 0,
    objects: sum('count'),
    dataSize: sum('size'),
    indexes: sum('nindexes'),
  };
};

/** `size` is an estimate in bytes, from the first documents. */
function figures({ definition, databases }: Collection): Doc {
  const count = databases.data.getKeysCount({ ...rangeOf(definition.id) });
  const sample = [...databases.data.getRange({ ...rangeOf(definition.id), limit: 100 })].map(
    ({ value }) => value.length,
  );
  const avgObjSize = sample.length ? Math.round(sample.reduce((a, b) => a + b, 0) / sample.length) : 0;
  return {
    count,
    size: count * avgObjSize,
    avgObjSize,
    storageSize: count * avgObjSize,
    nindexes: definition.indexes.length + 1,
    capped: false,
  };
}
