import { Long } from 'bson';
import type { Source } from '../query/source.ts';
import { documentsArray } from '../raw/documents-array.ts';
import type { Server } from './command.ts';

/** Bytes of documents that one batch may hold. */
const BATCH_BYTES = 16 * 1024 * 1024;
const DOCUMENTS_PER_READ = 2000;
/** What is read before the size of the documents is known. */
const FIRST_READ = 101;

/** Fetches a batch: as many documents as asked for, or as fit into 16 MB. */
export async function nextBatch(source: Source, batchSize: number): Promise<Buffer[]> {
  const batch: Buffer[] = [];
  let bytes = 0;
  while (!source.done && batch.length < batchSize && bytes < BATCH_BYTES) {
    const fitting = bytes ? Math.ceil(((BATCH_BYTES - bytes) / bytes) * batch.length) : FIRST_READ;
    for (const doc of await source.read(Math.min(batchSize - batch.length, fitting, DOCUMENTS_PER_READ))) {
      batch.push(doc);
      bytes += doc.length;
    }
  }
  return batch;
}

/** The answer that begins a cursor: its first batch, and its number if there is more. */
export async function firstAnswer(
  server: Server,
  namespace: string,
  source: Source,
  options: { batchSize?: number | undefined; singleBatch?: boolean },
): Promise<Uint8Array> {
  const batch = options.batchSize === 0 ? [] : await nextBatch(source, options.batchSize ?? 101);
  if (source.done || options.singleBatch) {
    source.close?.();
    return cursorAnswer('firstBatch', batch, Long.ZERO, namespace);
  }
  return cursorAnswer('firstBatch', batch, server.cursors.open(namespace, source).id, namespace);
}

/** Encodes `{cursor: {firstBatch|nextBatch, id, ns}, ok: 1}` around documents that are encoded already. */
export function cursorAnswer(
  batchName: 'firstBatch' | 'nextBatch',
  batch: Buffer[],
  id: Long,
  namespace: string,
): Buffer {
  const cursor = wrap([
    element(0x04, batchName, documentsArray(batch)),
    element(0x12, 'id', Buffer.from(id.toBytesLE())),
    element(0x02, 'ns', text(namespace)),
  ]);
  return wrap([element(0x03, 'cursor', cursor), element(0x01, 'ok', ONE)]);
}

const ONE = Buffer.alloc(8);
ONE.writeDoubleLE(1);

function text(value: string): Buffer {
  const bytes = Buffer.from(`\0\0\0\0${value}\0`);
  bytes.writeInt32LE(bytes.length - 4);
  return bytes;
}

function element(type: number, name: string, value: Buffer): Buffer {
  return Buffer.concat([Buffer.from([type]), Buffer.from(`${name}\0`), value]);
}

function wrap(elements: Buffer[]): Buffer {
  const size = 5 + elements.reduce((sum, { length }) => sum + length, 0);
  const head = Buffer.alloc(4);
  head.writeInt32LE(size);
  return Buffer.concat([head, ...elements, Buffer.from([0])], size);
}
