import { firstMatch } from '../query/matching.ts';
import { insertUpserted, modify } from '../query/modify.ts';
import type { Source } from '../query/source.ts';
import { decode } from '../raw/decode.ts';
import { type Doc, isDocument } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import type { Store } from '../storage/store.ts';
import type { Work } from '../storage/write-queue.ts';
import { newDocument } from './new-document.ts';

/** Where the results of a pipeline go when they do not go to the client. */
export interface Output {
  database: string;
  collection: string;
  /** put in place of everything that the collection holds */
  replaces: boolean;
  on: string[];
  whenMatched: unknown;
  whenNotMatched: unknown;
}

/** Takes the `$out` or `$merge` off the end of a pipeline. */
export function outputOf(pipeline: Doc[], database: string): { stages: Doc[]; output?: Output } {
  const last = pipeline.at(-1) ?? {};
  const out = last.$out ?? last.$merge;
  if (out === undefined) return { stages: pipeline };
  const spec = isDocument(out) ? out : { into: out };
  const into = last.$out === undefined ? spec.into : (spec.coll ?? spec.into);
  const target = isDocument(into) ? into : { db: spec.db ?? database, coll: into };
  if (typeof target.coll !== 'string') throw new MongoServerFault(9, 'FailedToParse', 'no collection to write into');
  return {
    stages: pipeline.slice(0, -1),
    output: {
      database: typeof target.db === 'string' ? target.db : database,
      collection: target.coll,
      replaces: last.$out !== undefined,
      on: Array.isArray(spec.on) ? spec.on.map(String) : [String(spec.on ?? '_id')],
      whenMatched: spec.whenMatched ?? 'merge',
      whenNotMatched: spec.whenNotMatched ?? 'insert',
    },
  };
}

const DOCUMENTS_PER_WRITE = 500;
const DOCUMENTS_PER_STEP = 50;

/** Writes all documents of a source where they shall go. */
export async function deliver(store: Store, source: Source, output: Output): Promise<void> {
  if (output.replaces) return replaceAll(store, source, output);
  while (!source.done) await store.write(mergeAll(store, await source.read(DOCUMENTS_PER_WRITE), output));
}

/** The new documents gather beside the old ones, so that readers see either all of the old or all of the new. */
async function replaceAll(store: Store, source: Source, { database, collection }: Output): Promise<void> {
  const beside = `tmp.agg_out.${collection}.${process.hrtime.bigint()}`;
  await store.write(prepare(store, database, collection, beside));
  while (!source.done) await store.write(insertAll(store, await source.read(DOCUMENTS_PER_WRITE), database, beside));
  await store.write(swap(store, database, beside, collection));
  store.clearLeftovers();
}

function* prepare(store: Store, database: string, collection: string, beside: string): Work<void> {
  const made = store.catalog.ensure(database, beside);
  const indexes = store.catalog.get(database, collection)?.definition.indexes ?? [];
  const anew = indexes.map((index) => ({ ...index, id: store.catalog.nextId() }));
  store.catalog.change({ ...made.definition, indexes: anew });
}

function* swap(store: Store, database: string, from: string, to: string): Work<void> {
  const made = store.catalog.get(database, from);
  if (made) store.catalog.rename(made, database, to);
}

function* insertAll(store: Store, docs: Buffer[], database: string, name: string): Work<void> {
  for (const [i, doc] of docs.entries()) {
    if (i && i % DOCUMENTS_PER_STEP === 0) yield;
    store.catalog.ensure(database, name).insert(newDocument(doc));
  }
}

function* mergeAll(store: Store, docs: Buffer[], output: Output): Work<void> {
  for (const [i, doc] of docs.entries()) {
    if (i && i % DOCUMENTS_PER_STEP === 0) yield;
    yield* mergeOne(store, decode(newDocument(doc)), output);
  }
}

function* mergeOne(
  store: Store,
  doc: Doc,
  { database, collection: name, on, whenMatched, whenNotMatched }: Output,
): Work<void> {
  const collection = store.catalog.ensure(database, name);
  const filter = Object.fromEntries(on.map((path) => [path, doc[path]]));
  const stored = yield* firstMatch(collection, { filter });
  if (!stored) {
    if (whenNotMatched === 'fail')
      throw new MongoServerFault(13113, 'MergeStageNoMatchingDocument', 'a document of $merge has no match');
    if (whenNotMatched === 'insert') insertUpserted(collection, { filter: {}, update: doc, now: new Date() });
  } else if (whenMatched === 'fail') {
    throw new MongoServerFault(11000, 'DuplicateKey', 'a document of $merge has a match');
  } else if (whenMatched !== 'keepExisting') {
    const { _id, ...fields } = doc;
    const update = Array.isArray(whenMatched)
      ? (whenMatched as Doc[])
      : whenMatched === 'replace'
        ? fields
        : [{ $set: literals(fields) }];
    modify(collection, stored, { filter, update, now: new Date(), variables: { new: doc } });
  }
}

function literals(fields: Doc): Doc {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { $literal: value }]));
}
