import type { Collection } from '../storage/collection.ts';
import { rangeOf } from '../storage/key-range.ts';
import { IndexCheck } from './check-index.ts';
import { readDocument } from './read-document.ts';
import type { CollectionCounts, Fault } from './report.ts';

const PROGRESS_EVERY = 100_000;

/** Where a check says what it finds. */
export interface CheckReport {
  fault(fault: Fault): void;
  progress(namespace: string, documents: number): void;
}

/** Reads a whole collection with its indexes. To be run in one turn, so that all of it is one state of the store. */
export function checkCollection(collection: Collection, report: CheckReport): CollectionCounts {
  const { namespace, definition, databases } = collection;
  const indexes = collection.indexes.map((index) => {
    const { name } = index.definition;
    return {
      name,
      check: new IndexCheck(collection, index, (fault) => report.fault({ namespace, index: name, fault })),
    };
  });
  let documents = 0;
  for (const { key, value } of databases.data.getRange({ ...rangeOf(definition.id) })) {
    documents++;
    if (documents % PROGRESS_EVERY === 0) report.progress(namespace, documents);
    try {
      const doc = readDocument(collection, key, value);
      for (const { check } of indexes) check.see(doc, key.subarray(4));
    } catch (error) {
      const where = key.subarray(4).toString('hex');
      report.fault({ namespace, fault: `the document under the key ${where}: ${(error as Error).message}` });
    }
  }
  const entries = Object.fromEntries(indexes.map(({ name, check }) => [name, check.end()]));
  return { namespace, documents, entries: { _id_: documents, ...entries } };
}
