import { sourceOf } from '../query/source.ts';
import { encode } from '../raw/decode.ts';
import { type Doc, isDocument } from '../semantics/document.ts';
import { invalidOptions, typeMismatch } from '../semantics/fault.ts';
import type { IndexDefinition } from '../storage/index-definition.ts';
import type { Store } from '../storage/store.ts';
import type { Work } from '../storage/write-queue.ts';
import { command } from './command.ts';
import { firstAnswer } from './cursor-answer.ts';
import { existing } from './existing-collection.ts';
import { type Kind, required } from './fields.ts';
import { describedIndexes } from './index-description.ts';
import { indexByKeys, indexByName, patternOf } from './index-search.ts';
import { collection, natural, part } from './kinds.ts';

const ID_PATTERN = patternOf({ _id: 1 });

export const listIndexes = command(
  { listIndexes: required(collection), cursor: part({ batchSize: natural }) },
  ({ listIndexes: name, cursor }, { database, session }, server) => {
    const described = describedIndexes(existing(server.store.catalog, database, name)).map((index) => encode(index));
    const options = { batchSize: cursor?.batchSize, session };
    return firstAnswer(server, `${database}.${name}`, sourceOf(described), options);
  },
  { stable: true },
);

/** Which indexes to drop: a name, several names, keys, or `*` for all. */
const which: Kind<unknown> = {
  types: ['string', 'object', 'array'],
  of: (value, path) => {
    if (!Array.isArray(value) || value.every((name) => typeof name === 'string')) return value;
    throw typeMismatch(`BSON field '${path}' is the wrong type 'array', expected types '[string']`);
  },
};

export const dropIndexes = command(
  { dropIndexes: required(collection), index: required(which) },
  async ({ dropIndexes: name, index }, { database }, { store }) => {
    const answer = await store.write(drop(store, database, name, index));
    store.clearLeftovers();
    return answer;
  },
  { aliases: ['deleteIndexes'], stable: true, writeConcern: true },
);

function* drop({ catalog }: Store, database: string, name: string, wanted: unknown): Work<Doc> {
  const { indexes } = existing(catalog, database, name, 'ns not found').definition;
  const all = wanted === '*';
  const dropped = all ? indexes : (Array.isArray(wanted) ? wanted : [wanted]).map((one) => chosen(indexes, one));
  for (const index of dropped) catalog.dropIndex(existing(catalog, database, name), index);
  const msg = all ? { msg: 'non-_id indexes dropped for collection' } : {};
  return { nIndexesWas: indexes.length + 1, ...msg };
}

function chosen(indexes: IndexDefinition[], wanted: unknown): IndexDefinition {
  if (wanted === '_id_' || (isDocument(wanted) && patternOf(wanted) === ID_PATTERN)) {
    throw invalidOptions('cannot drop _id index');
  }
  return isDocument(wanted) ? indexByKeys(indexes, wanted) : indexByName(indexes, String(wanted));
}
