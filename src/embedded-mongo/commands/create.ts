import { numberOf } from '../raw/number-of.ts';
import type { Doc } from '../semantics/document.ts';
import { failedToParse, MongoServerFault, notSupported } from '../semantics/fault.ts';
import { identical } from '../semantics/identical.ts';
import { collation } from './collation.ts';
import { command } from './command.ts';
import { type Kind, required } from './fields.ts';
import { collection, document, flag, ignored, part, refused, text, whole } from './kinds.ts';
import { once } from './once.ts';

/** The documents of every collection here lie in the order of `_id`: a clustered index only names that. */
const clusteredIndex = part({ v: whole, key: required(document), unique: required(flag), name: text });

/** The order of texts that holds for a whole collection: here only the simple one. */
const simpleCollation: Kind<undefined> = {
  types: ['object'],
  of: (value, path) => {
    if (collation.of(value, path)) throw notSupported('this store has no collections with a collation of their own');
    return undefined;
  },
};

export const create = command(
  {
    create: required(collection),
    clusteredIndex,
    idIndex: part({ key: required(document), name: text, v: whole, ns: ignored, collation: simpleCollation }),
    collation: simpleCollation,
    autoIndexId: flag,
    capped: refused,
    size: ignored,
    max: ignored,
    viewOn: refused,
    pipeline: refused,
    timeseries: refused,
    expireAfterSeconds: refused,
    validator: refused,
    validationLevel: ignored,
    validationAction: ignored,
    changeStreamPreAndPostImages: part({ enabled: refused }),
    encryptedFields: refused,
    storageEngine: refused,
    indexOptionDefaults: refused,
  },
  ({ create: name, clusteredIndex: clustered, idIndex, autoIndexId }, { database }, { store }) => {
    if (autoIndexId === false) throw notSupported('every collection of this store has an index of _id');
    for (const index of [clustered, idIndex]) if (index) checkIdKey(index.key);
    if (clustered && !clustered.unique) {
      throw failedToParse('The clusteredIndex option requires unique: true to be specified');
    }
    const { name: indexName = '_id_' } = clustered ?? {};
    const options: Doc = clustered
      ? { clusteredIndex: { v: clustered.v ?? 2, key: clustered.key, name: indexName, unique: true } }
      : {};
    return store.write(
      once(() => {
        const existing = store.catalog.get(database, name)?.definition;
        if (existing && !identical(existing.options, options)) {
          throw new MongoServerFault(48, 'NamespaceExists', `Collection ${database}.${name} already exists.`);
        }
        store.catalog.ensure(database, name, options);
        return {};
      }),
    );
  },
  { stable: true, writeConcern: true },
);

function checkIdKey(key: Doc): void {
  if (Object.keys(key).join() === '_id' && numberOf(key._id) === 1) return;
  throw new MongoServerFault(197, 'InvalidIndexSpecificationOption', 'The key of this index must be {_id: 1}');
}
