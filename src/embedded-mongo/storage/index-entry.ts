import { MAX_KEY_BYTES } from '../keys/id-key.ts';
import { keyTooLong } from '../keys/index-keys.ts';
import type { Table } from './databases.ts';
import { behind } from './key-range.ts';
import type { StoredIndex } from './stored-index.ts';

/** An entry of an index, which leads to a document: the number of the index and the document's values, as bytes. */
export interface Entry {
  index: StoredIndex;
  key: Buffer;
}

/** In a unique index the document's own key is the value, in others it ends the entry's key. */
export function putEntry(table: Table, { index, key }: Entry, id: Buffer): void {
  if (index.definition.unique) table.putSync(key, id);
  else table.putSync(Buffer.concat([key, id]), entryValue(id));
}

/** Throws KeyTooLong for an entry that lmdb would not take. */
export function refuseTooLong({ index, key }: Entry, id: Buffer): void {
  const length = index.definition.unique ? key.length : key.length + id.length;
  if (length > MAX_KEY_BYTES) throw keyTooLong(length);
}

export function removeEntry(table: Table, { index, key }: Entry, id: Buffer): void {
  const { unique, building } = index.definition;
  // While an index is built, this document's entry may be missing yet, and its key be another's.
  if (building && unique && isHeld(table, key, id)) return;
  table.removeSync(unique ? key : Buffer.concat([key, id]));
}

/** The key of the document behind an entry. */
export function entryId(unique: boolean, key: Buffer, value: Buffer): Buffer {
  return unique ? value : key.subarray(key.length - ((value[0] as number) * 256 + (value[1] as number)));
}

/** Whether another document has these values, be the index unique already or about to become so. */
export function isTaken(table: Table, { index, key }: Entry, id: Buffer): boolean {
  return index.definition.unique ? isHeld(table, key, id) : isEntered(table, key, id);
}

function isHeld(table: Table, key: Buffer, id: Buffer): boolean {
  const holder = table.getBinary(key);
  return holder !== undefined && !id.equals(holder);
}

function isEntered(table: Table, key: Buffer, id: Buffer): boolean {
  const entries = [...table.getKeys({ start: key, end: behind(key), limit: 2 })];
  return entries.some((entry) => !id.equals(entry.subarray(key.length)));
}

const lengths = new Map<number, Buffer>();

/** What an entry of an index that is not unique holds: the length of the document's key at the end of its own. */
export function entryValue(id: Buffer): Buffer {
  let value = lengths.get(id.length);
  if (!value) {
    value = Buffer.allocUnsafeSlow(2);
    value.writeUInt16BE(id.length);
    lengths.set(id.length, value);
  }
  return value;
}
