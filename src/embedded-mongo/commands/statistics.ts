import { statfs } from 'node:fs/promises';
import { namespaceNotFound } from '../semantics/fault.ts';
import { checkStore } from '../upkeep/check.ts';
import { collectionFigures, scaled } from './collection-figures.ts';
import { command } from './command.ts';
import { required } from './fields.ts';
import { anything, collection, flag, ignored, refused, whole } from './kinds.ts';

export const collStats = command(
  { collStats: required(collection), scale: whole },
  async ({ collStats: name, scale }, { database }, server) => {
    const figures = await collectionFigures(server, server.store.catalog.get(database, name));
    return { ns: `${database}.${name}`, ...scaled(figures, scale) };
  },
  { aliases: ['collstats'] },
);

export const dbStats = command(
  { dbStats: anything, scale: whole, freeStorage: ignored },
  async ({ scale }, { database }, server) => {
    const collections = server.store.catalog.of(database);
    const each = await Promise.all(collections.map((stored) => collectionFigures(server, stored)));
    const sum = (of: (figures: (typeof each)[number]) => number) => each.reduce((total, one) => total + of(one), 0);
    const objects = sum(({ count }) => count);
    const all = {
      count: objects,
      size: sum(({ size }) => size),
      avgObjSize: 0,
      storageSize: sum(({ storageSize }) => storageSize),
      nindexes: sum(({ nindexes }) => nindexes),
      totalIndexSize: sum(({ totalIndexSize }) => totalIndexSize),
      totalSize: sum(({ totalSize }) => totalSize),
      indexSizes: {},
    };
    const { size, storageSize, totalIndexSize, totalSize, scaleFactor } = scaled(all, scale);
    const { bsize, blocks, bfree } = await statfs(server.store.dir);
    return {
      db: database,
      collections: collections.length,
      views: 0,
      objects,
      avgObjSize: objects ? all.size / objects : 0,
      dataSize: size,
      storageSize,
      indexes: all.nindexes,
      indexSize: totalIndexSize,
      totalSize,
      scaleFactor,
      fsUsedSize: ((blocks - bfree) * bsize) / Number(scaleFactor),
      fsTotalSize: (blocks * bsize) / Number(scaleFactor),
    };
  },
  { aliases: ['dbstats'] },
);

/** Checks that a collection's indexes agree with its documents. */
export const validate = command(
  {
    validate: required(collection),
    full: flag,
    scandata: ignored,
    background: ignored,
    checkBSONConformance: ignored,
    metadata: refused,
    repair: refused,
  },
  async ({ validate: name }, { database }, { store }) => {
    const stored = store.catalog.get(database, name);
    if (!stored) {
      const message = `Collection '${database}.${name}' does not exist to validate.`;
      throw namespaceNotFound(message);
    }
    const { collections, faults } = await checkStore(store.dir, { namespace: stored.namespace });
    const [{ documents, entries } = { documents: 0, entries: {} }] = collections;
    const of = (index: string) => faults.filter((fault) => fault.index === index);
    return {
      ns: stored.namespace,
      nInvalidDocuments: faults.filter(({ index }) => index === undefined).length,
      nNonCompliantDocuments: 0,
      nrecords: documents,
      nIndexes: stored.indexes.length + 1,
      keysPerIndex: entries,
      indexDetails: Object.fromEntries(Object.keys(entries).map((name) => [name, { valid: !of(name).length }])),
      valid: !faults.length,
      repaired: false,
      warnings: [],
      errors: faults.map(({ index, fault }) => (index === undefined ? fault : `${index}: ${fault}`)),
      extraIndexEntries: [],
      missingIndexEntries: [],
      corruptRecords: [],
    };
  },
);
