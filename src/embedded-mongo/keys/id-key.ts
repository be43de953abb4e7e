import { MongoServerFault } from '../semantics/fault.ts';
import { KeyType } from './key-types.ts';
import { KeyWriter } from './key-writer.ts';
import { writeValue } from './value-key.ts';

/** Longest key that lmdb takes with pages of 4 KiB. */
export const MAX_KEY_BYTES = 1978;
/** The longest key of a document, behind the number of its collection. */
export const MAX_ID_BYTES = MAX_KEY_BYTES - 4;

const writer = new KeyWriter();

/** The key of a document inside its collection. Throws KeyTooLong for an `_id` that no key can hold. */
export function idKey(id: unknown): Buffer {
  writer.length = 0;
  writeValue(writer, id);
  if (writer.length > MAX_ID_BYTES) {
    throw new MongoServerFault(17280, 'KeyTooLong', `the _id is too long for a key: ${writer.length} bytes`);
  }
  return writer.copy();
}

/** The same by a document's bytes alone, where `_id` comes first and is an ObjectId: no decoding for the usual kind. */
export function objectIdKey(raw: Buffer): Buffer | undefined {
  if (raw[4] !== 0x07 || raw[5] !== 0x5f || raw[6] !== 0x69 || raw[7] !== 0x64 || raw[8] !== 0) return undefined;
  const key = Buffer.allocUnsafe(13);
  key[0] = KeyType.objectId;
  for (let i = 1; i < 13; i++) key[i] = raw[8 + i] as number;
  return key;
}

/** The key of a document in the data database: the number of its collection, then its own key. */
export function dataKey(collectionId: number, id: Uint8Array): Buffer {
  const key = Buffer.allocUnsafe(4 + id.length);
  key.writeUInt32BE(collectionId, 0);
  for (let i = 0; i < id.length; i++) key[4 + i] = id[i] as number;
  return key;
}
