import { Double } from 'bson';
import { encode } from '../raw/decode.ts';
import { aggregate, neededFields } from '../semantics/aggregate.ts';
import type { Doc } from '../semantics/document.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { Collection } from '../storage/collection.ts';
import { countMatches } from './count.ts';
import { distinctValues } from './distinct.ts';
import { documentTest } from './document-test.ts';
import { documents } from './documents.ts';
import { examined } from './examined.ts';
import { found } from './found.ts';
import { type Patience, pauses } from './patience.ts';
import type { Reading } from './reading.ts';
import { shapeOf } from './shape.ts';

/**
 * What a reading comes to, as encoded documents, at one go. Throws a MongoServerFault for what is wrong with it, and
 * what patience says when it is at its end.
 */
export function results(catalog: Catalog, reading: Reading, patience: Patience): Iterable<Buffer> {
  const { database, collection: name, query, then } = reading;
  const collection = name === undefined ? undefined : catalog.get(database, name);
  // Also where nothing is to be found, a filter must be one.
  if (!collection) documentTest(query, patience);
  if (!then) return selected(collection, reading, patience);
  if (then === 'count') return [encode({ n: collection ? countMatches(collection, query, patience) : 0 })];
  if (then === 'statistics') return collection ? [encode(examined(collection, query, patience))] : [];
  if ('distinct' in then) {
    return [
      encode({
        values: collection ? distinctValues(collection, query, then.distinct, patience) : [],
        ok: new Double(1),
      }),
    ];
  }
  const input = collection ? documents(collection, query, patience, neededFields(then.stages)) : [];
  return encoded(transformed(catalog, reading, input, then.stages, patience));
}

function selected(collection: Collection | undefined, { query }: Reading, patience: Patience): Iterable<Buffer> {
  return collection ? found(collection, query, patience, { take: shapeOf(collection, query, patience) }) : [];
}

/** What stages make of documents. Throws at once for stages that are wrong. */
function transformed(
  catalog: Catalog,
  { database, query: { variables, collation }, now }: Reading,
  input: Iterable<Doc>,
  stages: Doc[],
  patience: Patience,
): Iterable<Doc> {
  const lookup = (name: string, filter: Doc): Iterable<Doc> => {
    const collection = catalog.get(database, name);
    return collection ? documents(collection, { filter }, patience) : [];
  };
  return aggregate(input, stages, {
    lookup,
    pause: pauses(patience),
    now,
    let: variables,
    collation,
  });
}

function* encoded(docs: Iterable<Doc>): Generator<Buffer> {
  for (const doc of docs) yield encode(doc);
}
