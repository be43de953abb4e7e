import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** What the first pages of a data file say about it. */
export interface FileHeader {
  /** false when lmdb will go back to an earlier state at the next opening, because the last one may not be whole */
  isSettled: boolean;
  /** true when pages are missing at the end: cut off, or, rarely, never written because nothing is on them */
  isShort: boolean;
}

/** One of the three records of the newest states that lmdb keeps in its first two pages. */
interface State {
  isSynced: boolean;
  roots: bigint[];
  pages: bigint;
  transaction: bigint;
}

const MAGIC = 0xbeefc0de;
const LMDB_FORMAT = 2;
const META_PAGE = 0x08;
const NOT_SYNCED = 0x1000;
const NO_ROOT = 2n ** 64n - 1n;
const PAGE_SIZES = new Set([512, 1024, 2048, 4096, 8192, 16384, 32768, 65536]);
const STATE_BYTES = 168;

/**
 * Reads a data file's first pages before lmdb maps it, since lmdb believes what it finds there.
 * Throws an Error with one line for whatever is no store; undefined when there is no such file.
 */
export function inspectFile(path: string, mode: 'r' | 'r+'): FileHeader | undefined {
  const file = opened(path, mode);
  if (file === undefined) return undefined;
  try {
    return headerOf(path, file);
  } finally {
    closeSync(file);
  }
}

function opened(path: string, mode: 'r' | 'r+'): number | undefined {
  try {
    return openSync(path, mode);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    if (code === 'EISDIR') throw new Error(`${path} is a folder, not the file of a store`);
    throw new Error(`${path} may not be ${mode === 'r' ? 'read' : 'read and written'} (${code})`);
  }
}

function headerOf(path: string, file: number): FileHeader {
  const stat = fstatSync(file);
  if (!stat.isFile()) throw new Error(`${path} is not the file of a store`);
  if (stat.size === 0) throw new Error(`${path} is empty: it lost its content, or its making was interrupted`);
  const first = read(file, 0, STATE_BYTES);
  if (first.readUInt16LE(18) !== META_PAGE || first.readUInt32LE(24) !== MAGIC)
    throw new Error(`${path} is not the file of a store, or its beginning is overwritten`);
  const format = first.readUInt32LE(28) & 0xffff;
  if (format !== LMDB_FORMAT)
    throw new Error(`${path} has lmdb's data format ${format}; this version reads ${LMDB_FORMAT}`);
  const pageBytes = first.readUInt32LE(48);
  if (!PAGE_SIZES.has(pageBytes)) throw new Error(`${path} is damaged: pages of ${pageBytes} bytes`);
  const second = read(file, pageBytes, STATE_BYTES);
  if (second.readUInt16LE(18) !== META_PAGE || second.readUInt32LE(24) !== MAGIC)
    throw new Error(`${path} is damaged: its second page is cut off or overwritten`);
  const [older, newest] = [stateOf(first), stateOf(second)].sort((a, b) => Number(a.transaction - b.transaction)) as [
    State,
    State,
  ];
  const flushed = stateOf(read(file, pageBytes / 2, STATE_BYTES));
  const safe = newest.isSynced ? newest : flushed.transaction >= older.transaction ? flushed : older;
  for (const root of safe.roots) {
    if (root === NO_ROOT) continue;
    const found = root < safe.pages && read(file, Number(root) * pageBytes, 8).readBigUInt64LE();
    if (found !== root) throw new Error(`${path} is damaged: page ${root} is cut off or overwritten`);
  }
  return {
    isSettled: safe.transaction === newest.transaction,
    isShort: BigInt(stat.size) < safe.pages * BigInt(pageBytes),
  };
}

function stateOf(page: Buffer): State {
  return {
    isSynced: (page.readUInt16LE(52) & NOT_SYNCED) === 0,
    roots: [page.readBigUInt64LE(88), page.readBigUInt64LE(136)],
    pages: page.readBigUInt64LE(144) + 1n,
    transaction: page.readBigUInt64LE(152),
  };
}

/** Bytes of the file; what lies behind its end is zero. */
function read(file: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  readSync(file, bytes, 0, length, position);
  return bytes;
}
