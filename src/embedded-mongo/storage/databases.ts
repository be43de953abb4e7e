import { type Database, open, type RootDatabase } from 'lmdb';

export type Table = Database<Buffer, Buffer>;

/** The three lmdb databases: documents, index entries, and what is known about both. */
export interface Databases {
  root: RootDatabase<Buffer, Buffer>;
  data: Table;
  index: Table;
  meta: Table;
}

/** Opens, or makes, the databases in a folder. */
export function openDatabases(dir: string): Databases {
  const binary = { keyEncoding: 'binary', encoding: 'binary' } as const;
  const root = open<Buffer, Buffer>({
    path: `${dir}/store.lmdb`,
    noSubdir: true,
    maxDbs: 4,
    eventTurnBatching: false,
    ...binary,
  });
  const table = (name: string): Table => root.openDB<Buffer, Buffer>({ name, ...binary });
  return { root, data: table('data'), index: table('index'), meta: table('meta') };
}
