import { MongoServerFault } from '../semantics/fault.ts';
import { KeyWriter } from './key-writer.ts';
import { writeValue } from './value-key.ts';

/** Longest key that lmdb takes with pages of 4 KiB. */
export const MAX_KEY_BYTES = 1978;

const writer = new KeyWriter();

/** The key of a document inside its collection. Throws KeyTooLong for an `_id` that no key can hold. */
export function idKey(id: unknown): Buffer {
  writer.length = 0;
  writeValue(writer, id);
  if (writer.length > MAX_KEY_BYTES - 4) {
    throw new MongoServerFault(17280, 'KeyTooLong', `the _id is too long for a key: ${writer.length} bytes`);
  }
  return writer.copy();
}

/** The key of a document in the data database: the number of its collection, then its own key. */
export function dataKey(collectionId: number, id: Uint8Array): Buffer {
  const key = Buffer.allocUnsafe(4 + id.length);
  key.writeUInt32BE(collectionId, 0);
  key.set(id, 4);
  return key;
}
