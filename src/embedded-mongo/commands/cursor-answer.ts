import { Long } from 'bson';
import type { Source } from '../query/source.ts';
import { arraySize, writeArray } from '../raw/documents-array.ts';
import type { Server } from './command.ts';

/** Bytes of documents after which a batch ends: enough for the way, and little enough to be put together in one turn. */
const BATCH_BYTES = 2 * 1024 * 1024;
/** The same where no other batch follows. */
const SINGLE_BATCH_BYTES = 16 * 1024 * 1024;

/** Fetches a batch: as many documents as asked for, or until they are large enough. */
export async function nextBatch(source: Source, batchSize: number, bytes = BATCH_BYTES): Promise<Buffer[]> {
  const batch: Buffer[] = [];
  for (let left = bytes; !source.done && batch.length < batchSize && left > 0; ) {
    for (const doc of await source.read(batchSize - batch.length, left)) {
      batch.push(doc);
      left -= doc.length;
    }
  }
  return batch;
}

interface FirstOptions {
  batchSize?: number | undefined;
  singleBatch?: boolean;
  /** in which the cursor may be read on */
  session: string | undefined;
  lasting?: boolean;
}

/** The answer that begins a cursor: its first batch, and its number if there is more. */
export async function firstAnswer(
  server: Server,
  namespace: string,
  source: Source,
  options: FirstOptions,
): Promise<Uint8Array> {
  const { batchSize = 101, singleBatch } = options;
  const batch = await nextBatch(source, batchSize, singleBatch ? SINGLE_BATCH_BYTES : BATCH_BYTES);
  if (source.done || singleBatch) {
    source.close?.();
    return cursorAnswer('firstBatch', batch, Long.ZERO, namespace);
  }
  const { session, lasting = false } = options;
  const cursor = server.cursors.open({ namespace, source, session, lasting });
  return cursorAnswer('firstBatch', batch, cursor.id, namespace);
}

/** Encodes `{cursor: {firstBatch|nextBatch, id, ns}, ok: 1}` around documents that are encoded already. */
export function cursorAnswer(
  batchName: 'firstBatch' | 'nextBatch',
  batch: Buffer[],
  id: Long,
  namespace: string,
): Buffer {
  const batchSize = arraySize(batch);
  const opening = OPENING[batchName];
  const nameSize = Buffer.byteLength(namespace) + 1;
  const size = opening.length + batchSize + ID.length + 8 + NS.length + 4 + nameSize + CLOSING.length;
  // Put together in one go: a batch is large, and of small ones there are many.
  const bytes = Buffer.allocUnsafe(size);
  bytes.set(opening);
  bytes.writeInt32LE(size, 0);
  bytes.writeInt32LE(size - INSIDE_AT - CLOSING.length + 1, INSIDE_AT);
  let at = writeArray(bytes, opening.length, batch, batchSize);
  bytes.set(ID, at);
  at = bytes.writeInt32LE(id.low, at + ID.length);
  at = bytes.writeInt32LE(id.high, at);
  bytes.set(NS, at);
  at = bytes.writeInt32LE(nameSize, at + NS.length);
  at += bytes.write(namespace, at);
  bytes[at++] = 0;
  bytes.set(CLOSING, at);
  return bytes;
}

/** Two lengths that are filled in, and what stands around them, up to the batch. */
const OPENING = {
  firstBatch: Buffer.from('\0\0\0\0\x03cursor\0\0\0\0\0\x04firstBatch\0'),
  nextBatch: Buffer.from('\0\0\0\0\x03cursor\0\0\0\0\0\x04nextBatch\0'),
};
/** Where `cursor` begins. */
const INSIDE_AT = 4 + '\x03cursor\0'.length;
const ID = Buffer.from('\x12id\0');
const NS = Buffer.from('\x02ns\0');
/** The last byte of `cursor`, then `ok: 1.0` and the end. */
const CLOSING = Buffer.from('\0\x01ok\0\0\0\0\0\0\0\xf0\x3f\0', 'latin1');
