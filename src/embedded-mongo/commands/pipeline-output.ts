import type { Source } from '../query/source.ts';
import { endAfter, timely } from '../query/write-time.ts';
import { location } from '../semantics/fault.ts';
import { TEMPORARY } from '../storage/drop-temporary.ts';
import type { Store } from '../storage/store.ts';
import type { Work } from '../storage/write-queue.ts';
import { type Merge, mergeAll } from './merge.ts';
import { newDocument } from './new-document.ts';
import type { Output } from './output-stage.ts';

const DOCUMENTS_PER_WRITE = 500;

/** Writes all documents of a source where they shall go, as long as there is time. */
export async function deliver(store: Store, source: Source, output: Output, maxTimeMS: number): Promise<void> {
  const end = endAfter(maxTimeMS);
  try {
    await (output.merge
      ? mergeInto(store, source, { ...output, ...output.merge }, end)
      : replaceAll(store, source, output, end));
  } finally {
    source.close?.();
  }
}

async function mergeInto(store: Store, source: Source, merge: Merge, end: number): Promise<void> {
  checkUnique(store, merge, merge.on);
  while (!source.done) await store.write(timely(mergeAll(store, await source.read(DOCUMENTS_PER_WRITE), merge), end));
}

/** The fields that documents are told apart by must be those of a unique index. */
function checkUnique(store: Store, { database, collection }: Output, on: string[]): void {
  if (on.length === 1 && on[0] === '_id') return;
  const indexes = store.catalog.get(database, collection)?.definition.indexes ?? [];
  const isOn = (fields: string[]) => fields.length === on.length && on.every((path) => fields.includes(path));
  const found = indexes.some(
    ({ unique, partialFilterExpression, key }) => unique && !partialFilterExpression && isOn(Object.keys(key)),
  );
  if (!found) throw location(51183, 'Cannot find index to verify that join fields will be unique');
}

/** The new documents gather beside the old ones, so that readers see either all of the old or all of the new. */
async function replaceAll(store: Store, source: Source, { database, collection }: Output, end: number): Promise<void> {
  const beside = `${TEMPORARY}${collection}.${process.hrtime.bigint()}`;
  await store.write(prepare(store, database, collection, beside));
  try {
    while (!source.done)
      await store.write(timely(insertAll(store, await source.read(DOCUMENTS_PER_WRITE), database, beside), end));
    await store.write(swap(store, database, beside, collection));
  } finally {
    await store.write(discard(store, database, beside));
    store.clearLeftovers();
  }
}

function* prepare(store: Store, database: string, collection: string, beside: string): Work<void> {
  const { options = {}, indexes = [] } = store.catalog.get(database, collection)?.definition ?? {};
  const made = store.catalog.ensure(database, beside, options);
  const anew = indexes
    .filter(({ building }) => !building)
    .map((index) => ({
      ...index,
      id: store.catalog.nextId(),
      // There are no documents yet that it could have learnt from.
      multikey: index.multikey.map(() => false),
      ordered: true,
    }));
  store.catalog.change({ ...made.definition, indexes: anew });
}

function* insertAll(store: Store, docs: Buffer[], database: string, name: string): Work<void> {
  for (const [i, doc] of docs.entries()) {
    if (i) yield;
    store.catalog.ensure(database, name).insert(newDocument(doc));
  }
}

function* swap(store: Store, database: string, from: string, to: string): Work<void> {
  const made = store.catalog.get(database, from);
  if (made) store.catalog.rename(made, database, to);
}

/** Of a pipeline that failed on its way, nothing stays. */
function* discard(store: Store, database: string, beside: string): Work<void> {
  const left = store.catalog.get(database, beside);
  if (left) store.catalog.drop(left);
}
