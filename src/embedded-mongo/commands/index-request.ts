import { type Doc, isDocument } from '../semantics/document.ts';
import { cannotCreateIndex, failedToParse, MongoServerFault, notSupported } from '../semantics/fault.ts';
import { shown } from '../semantics/shown.ts';
import type { IndexDefinition } from '../storage/index-definition.ts';
import { collation } from './collation.ts';
import { expiry } from './expiry.ts';
import { reader } from './fields.ts';
import { inContext } from './in-context.ts';
import { keyOf } from './index-key.ts';
import { anything, document, flag, ignored, refused, text } from './kinds.ts';
import { checkPartialFilter } from './partial-filter.ts';

const FIELDS = {
  v: ignored,
  key: anything,
  name: text,
  ns: ignored,
  background: ignored,
  unique: flag,
  sparse: flag,
  hidden: flag,
  partialFilterExpression: document,
  expireAfterSeconds: expiry,
  collation,
  prepareUnique: flag,
  clustered: refused,
  storageEngine: refused,
  wildcardProjection: refused,
  weights: refused,
  default_language: refused,
  language_override: refused,
  textIndexVersion: refused,
  '2dsphereIndexVersion': refused,
  bits: refused,
  min: refused,
  max: refused,
};

const take = reader(FIELDS, () => true);

/** What may be said of the index of `_id`. */
const ID_FIELDS = new Set(['v', 'key', 'name', 'ns', 'collation', 'background']);

/** Reads one index of a `createIndexes`. Throws for what MongoDB refuses, and for kinds of index that this store has not. */
export function indexRequest(spec: Doc, ignoreUnknown: boolean): Omit<IndexDefinition, 'id'> {
  const request = requestOf(spec, ignoreUnknown);
  if (isIdIndex(request)) checkIdIndex(spec);
  return request;
}

function requestOf(spec: Doc, ignoreUnknown: boolean): Omit<IndexDefinition, 'id'> {
  try {
    return readRequest(spec, ignoreUnknown);
  } catch (error) {
    throw inContext(error, `Error in specification ${shown(spec)}`);
  }
}

function readRequest(spec: Doc, ignoreUnknown: boolean): Omit<IndexDefinition, 'id'> {
  for (const name of Object.keys(spec)) if (!Object.hasOwn(FIELDS, name) && !ignoreUnknown) throw notValid(name, spec);
  if (!isDocument(spec.key)) throw failedToParse("The 'key' field is a required property of an index specification");
  const key = keyOf(spec.key);
  const { name, unique = false, sparse = false, hidden, prepareUnique, ...given } = take(spec, 'createIndexes.indexes');
  if (name === undefined) throw failedToParse("The 'name' field is a required property of an index specification");
  if (!name) throw cannotCreateIndex('index name cannot be empty');
  if (name === '*') throw cannotCreateIndex("The index name '*' is not valid.");
  const { partialFilterExpression: partial, expireAfterSeconds } = given;
  if (given.collation) throw notSupported('this store has no indexes with a collation');
  if (partial) checkPartialFilter(partial);
  if (partial && sparse) throw cannotCreateIndex("cannot mix 'partialFilterExpression' and 'sparse' options");
  const fields = Object.keys(key);
  if (expireAfterSeconds !== undefined && fields.length > 1) {
    throw cannotCreateIndex('TTL indexes are single-field indexes, compound indexes do not support TTL.');
  }
  return {
    name,
    key,
    unique,
    sparse,
    ...(partial ? { partialFilterExpression: partial } : {}),
    ...(expireAfterSeconds === undefined ? {} : { expireAfterSeconds }),
    options: { ...(hidden ? { hidden } : {}), ...(prepareUnique ? { prepareUnique } : {}) },
    multikey: fields.map(() => false),
    ordered: true,
    building: false,
  };
}

/** Whether an index is that which every collection has. */
export function isIdIndex({ key }: { key: Doc }): boolean {
  return Object.keys(key).length === 1 && key._id === 1;
}

function checkIdIndex(spec: Doc): void {
  const wrong = Object.keys(spec).find((name) => !ID_FIELDS.has(name));
  if (wrong === undefined) return;
  throw new MongoServerFault(
    197,
    'InvalidIndexSpecificationOption',
    `The field '${wrong}' is not valid for an _id index specification. Specification: ${shown(spec)}`,
  );
}

function notValid(name: string, spec: Doc): MongoServerFault {
  return new MongoServerFault(
    197,
    'InvalidIndexSpecificationOption',
    `The field '${name}' is not valid for an index specification. Specification: ${shown(spec)}`,
  );
}
