import type { Database } from 'lmdb';

/** Counts up whenever older versions would misread what is stored. */
const FORMAT = 1;
const KEY = Buffer.from('format');

/** Throws an Error with one line when a newer version made this store. What carries no number is of the first format. */
export function checkFormat(path: string, meta: Database<Buffer, Buffer>): void {
  const stored = meta.getBinary(KEY)?.readUInt32BE() ?? 1;
  if (stored > FORMAT)
    throw new Error(`${path} was made by a newer version (format ${stored}; this one reads up to ${FORMAT})`);
}

export function markFormat(meta: Database<Buffer, Buffer>): void {
  const number = Buffer.allocUnsafe(4);
  number.writeUInt32BE(FORMAT);
  meta.putSync(KEY, number);
}
