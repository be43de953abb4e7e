import { Long } from 'bson';
import type { Source } from '../query/source.ts';
import { documentsArray } from '../raw/documents-array.ts';
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
  const array = documentsArray(batch);
  const inside = [
    Buffer.from(`\x04${batchName}\0`),
    array,
    Buffer.from('\x12id\0'),
    Buffer.from(id.toBytesLE()),
    text('ns', namespace),
  ];
  const insideSize = sizeOf(inside) + 5;
  const size = 4 + OPENING.length + insideSize - 1 + CLOSING.length;
  // Put together in one go: a batch is large.
  return Buffer.concat([int32(size), OPENING, int32(insideSize), ...inside, CLOSING], size);
}

const OPENING = Buffer.from('\x03cursor\0');
/** The last byte of `cursor`, then `ok: 1.0` and the end. */
const CLOSING = Buffer.from('\0\x01ok\0\0\0\0\0\0\0\xf0\x3f\0', 'latin1');

function text(name: string, value: string): Buffer {
  const bytes = Buffer.from(`${value}\0`);
  return Buffer.concat([Buffer.from(`\x02${name}\0`), int32(bytes.length), bytes]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function sizeOf(pieces: readonly Buffer[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}
