import type { Collection } from '../storage/collection.ts';
import { rangeOf } from '../storage/key-range.ts';
import { Scan } from '../storage/scan.ts';
import { breath, KEYS_PER_TURN } from './breath.ts';

/** What is wrong between a collection's documents and its indexes; empty when they agree. */
export async function verify(collection: Collection): Promise<{ documents: number; faults: string[] }> {
  const faults: string[] = [];
  const expected = new Map(collection.indexes.map(({ definition }) => [definition.name, 0]));
  const scan = new Scan(collection, [
    { index: undefined, ranges: [rangeOf(collection.definition.id)], reverse: false },
  ]);
  let documents = 0;
  const visit = (raw: Buffer, id: Buffer) => {
    documents++;
    for (const { index, present } of collection.entryStates(Buffer.from(raw), Buffer.from(id))) {
      expected.set(index, (expected.get(index) ?? 0) + 1);
      if (!present) faults.push(`${index}: no entry for the document ${id.toString('hex')}`);
    }
    return undefined;
  };
  for (; !scan.done; await breath()) scan.read(visit, 1, KEYS_PER_TURN);
  for (const { definition } of collection.indexes) {
    const entries = collection.databases.index.getKeysCount({ ...rangeOf(definition.id) });
    const wanted = expected.get(definition.name);
    if (entries !== wanted) faults.push(`${definition.name}: ${entries} entries where ${wanted} should be`);
  }
  return { documents, faults };
}
