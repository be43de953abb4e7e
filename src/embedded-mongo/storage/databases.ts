import { closeSync, existsSync, fsyncSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Database, open, type RootDatabase } from 'lmdb';
import { refuseFullDisk } from './disk-room.ts';
import { checkFormat, markFormat } from './format.ts';

export type Table = Database<Buffer, Buffer>;

/** The three lmdb databases: documents, index entries, and what is known about both. */
export interface Databases {
  root: RootDatabase<Buffer, Buffer>;
  data: Table;
  /** the documents once more, to be read in order: a value is only lent until the next one is read */
  lent: Table;
  index: Table;
  meta: Table;
  /** how often this process used each index, by its number; that of `_id` goes by its collection's */
  uses: Map<number, number>;
}

const TABLES = ['data', 'index', 'meta'];
const BINARY = { keyEncoding: 'binary', encoding: 'binary' } as const;
/** To copy a document out of lmdb's hands costs more than everything else that a scan does with it. */
const LENT = {
  keyEncoding: 'binary',
  encoder: {
    encode: (value: Buffer) => value,
    decode: (bytes: Buffer, size: number) => Buffer.from(bytes.buffer, bytes.byteOffset, size),
  },
} as const;

/**
 * `safeRestore`: after a crash go back to the last state that is known to be on the disk, whatever the memory of the
 * machine still holds. Nothing behind it was acknowledged.
 */
const OPTIONS = {
  noSubdir: true,
  maxDbs: 4,
  eventTurnBatching: false,
  safeRestore: true,
  permissionsMode: 0o600,
  ...BINARY,
};

/** The one file that holds a store. */
export function dataFile(dir: string): string {
  return join(dir, 'store.lmdb');
}

/** Opens, or makes, the databases in a folder. Throws an Error with one line for a file of something else or a full disk. */
export function openDatabases(dir: string): Databases {
  const path = dataFile(dir);
  const isNew = !existsSync(path);
  const databases = opened(path, {});
  if (isNew) {
    markFormat(databases.meta);
    for (const folder of [dir, dirname(dir)]) syncFolder(folder);
  }
  return databases;
}

/** Opens what is there without ever writing, beside a running server too. */
export function openForReading(dir: string): Databases {
  return opened(dataFile(dir), { readOnly: true });
}

/** Makes the names in a folder survive a power cut. */
export function syncFolder(path: string): void {
  // Windows has no such thing.
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}

function opened(path: string, mode: { readOnly?: boolean }): Databases {
  refuseFullDisk(path);
  const root = open<Buffer, Buffer>({ path, ...OPTIONS, ...mode });
  const names = [...root.getKeys()].map((name) => name.toString().replace(/\0$/, ''));
  const isOurs = names.every((name) => TABLES.includes(name)) && (!mode.readOnly || names.length === TABLES.length);
  try {
    if (!isOurs) throw new Error(`${path} is an lmdb file of something else`);
    const [data, index, meta] = TABLES.map((name) => root.openDB<Buffer, Buffer>({ name, ...BINARY })) as [
      Table,
      Table,
      Table,
    ];
    checkFormat(path, meta);
    const lent = root.openDB<Buffer, Buffer>({ name: 'data', ...LENT });
    return { root, data, lent, index, meta, uses: new Map() };
  } catch (error) {
    void root.close();
    throw error;
  }
}
