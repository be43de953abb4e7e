import type { Doc } from '../semantics/document.ts';
import { badValue, invalidOptions } from '../semantics/fault.ts';
import type { Collection } from '../storage/collection.ts';
import { buildIndex } from '../storage/index-build.ts';
import type { IndexDefinition } from '../storage/index-definition.ts';
import type { Store } from '../storage/store.ts';
import type { Work } from '../storage/write-queue.ts';
import { aborted, collectionNow } from './collection-now.ts';
import { command } from './command.ts';
import { existing } from './existing-collection.ts';
import { expiry } from './expiry.ts';
import { required, type Values } from './fields.ts';
import { indexByKeys, indexByName } from './index-search.ts';
import { checkUnique } from './index-violations.ts';
import { collection, document, flag, part, refused, text } from './kinds.ts';

const INDEX = {
  name: text,
  keyPattern: document,
  hidden: flag,
  expireAfterSeconds: expiry,
  unique: flag,
  prepareUnique: flag,
};

type Change = Values<typeof INDEX>;

export const collMod = command(
  {
    collMod: required(collection),
    index: part(INDEX),
    validator: refused,
    validationLevel: refused,
    validationAction: refused,
    viewOn: refused,
    pipeline: refused,
    timeseries: refused,
    expireAfterSeconds: refused,
    changeStreamPreAndPostImages: part({ enabled: refused }),
    cappedSize: refused,
    cappedMax: refused,
    dryRun: refused,
  },
  ({ collMod: name, index }, { database }, { store }) => store.write(change(store, database, name, index)),
  { stable: true, writeConcern: true },
);

function* change(store: Store, database: string, name: string, asked: Change | undefined): Work<Doc> {
  const stored = existing(store.catalog, database, name);
  if (!asked) return {};
  const before = wanted(stored.definition.indexes, asked);
  if (asked.unique) return yield* makeUnique(store, stored, before);
  const { hidden, prepareUnique, expireAfterSeconds } = asked;
  const after: IndexDefinition = {
    ...before,
    ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds }),
    options: { ...before.options, ...marked({ hidden, prepareUnique }) },
  };
  const indexes = stored.definition.indexes.map((index) => (index === before ? after : index));
  store.catalog.change({ ...stored.definition, indexes });
  return {
    ...news('expireAfterSeconds', before.expireAfterSeconds, expireAfterSeconds),
    ...news('hidden', before.options.hidden === true, hidden),
    ...news('prepareUnique', before.options.prepareUnique === true, prepareUnique),
  };
}

/** The marks of an index that are set; those that are taken away are undefined, and not kept. */
function marked(marks: Record<string, boolean | undefined>): Doc {
  const given = Object.entries(marks).filter(([, mark]) => mark !== undefined);
  return Object.fromEntries(given.map(([name, mark]) => [name, mark || undefined]));
}

/** A change in the words of the answer; nothing when there was none. */
function news(name: string, before: unknown, after: unknown): Doc {
  if (after === undefined || after === before) return {};
  return { ...(before === undefined ? {} : { [`${name}_old`]: before }), [`${name}_new`]: after };
}

/** Builds a unique index in the place of one that already takes no more duplicates. */
function* makeUnique(store: Store, stored: Collection, before: IndexDefinition): Work<Doc> {
  if (before.unique) return {};
  if (!before.options.prepareUnique) {
    throw invalidOptions('Cannot make index unique with unique:true before setting prepareUnique:true');
  }
  const { database, name } = stored.definition;
  const index = stored.indexes.find(({ definition }) => definition.id === before.id);
  if (index) yield* checkUnique(stored, index);
  collectionNow(store.catalog, stored);
  const { prepareUnique: _, ...options } = before.options;
  const multikey = [...before.multikey];
  const after = { ...before, id: store.catalog.nextId(), unique: true, options, multikey };
  yield* buildIndex(store.catalog, database, name, after);
  const now = collectionNow(store.catalog, stored);
  const isThere = now.definition.indexes.some(({ id }) => id === before.id);
  store.catalog.dropIndex(now, isThere ? before : after);
  if (!isThere) throw aborted(`'${before.name}' is gone`);
  return { unique_new: true };
}

function wanted(indexes: IndexDefinition[], asked: Change): IndexDefinition {
  const { name, keyPattern, hidden, expireAfterSeconds, unique, prepareUnique } = asked;
  if ((name === undefined) === (keyPattern === undefined)) {
    throw invalidOptions('must specify either index name or key pattern, but not both');
  }
  if ([hidden, expireAfterSeconds, unique, prepareUnique].every((each) => each === undefined)) {
    throw invalidOptions('no expireAfterSeconds, hidden, unique, or prepareUnique field');
  }
  if (name === '_id_' || (keyPattern && Object.keys(keyPattern).join() === '_id')) {
    throw badValue("can't change the _id index");
  }
  if (unique === false) throw badValue('cannot make an index non-unique');
  const index = name === undefined ? indexByKeys(indexes, keyPattern ?? {}) : indexByName(indexes, name);
  if (expireAfterSeconds !== undefined && Object.keys(index.key).length > 1) {
    throw invalidOptions('TTL indexes are single-field indexes, compound indexes do not support TTL');
  }
  return index;
}
