import {
  chmodSync,
  closeSync,
  copyFileSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { open } from 'lmdb';
import { BSONRegExp, MongoClient } from 'mongodb';
import { startServer } from '../../src/embedded-mongo/server.ts';
import { dataFile, openDatabases } from '../../src/embedded-mongo/storage/databases.ts';
import { backupStore } from '../../src/embedded-mongo/upkeep/backup.ts';
import { temporaryDir } from './temporary-store.ts';

/** Room that is left behind those pages, in bytes. */
const slack = 4096 * 20;

describe('the file of a store', () => {
  const dirs: string[] = [];
  const sound = temporaryDir();
  dirs.push(sound);

  before(async () => {
    const server = await startServer({ dir: sound });
    const client = await MongoClient.connect(server.uri);
    const rows = client.db('d').collection('rows');
    await rows.createIndex({ n: 1 });
    await rows.insertMany(Array.from({ length: 2000 }, (_, n) => ({ n, pad: 'x'.repeat(n % 700) })));
    // Small changes take pages that large ones gave free, so that the last state begins in the middle.
    for (let n = 0; n < 500 && end(sound) >= statSync(dataFile(sound)).size - slack; n++)
      await rows.updateOne({ n }, { $set: { pad: String(n) } });
    await client.close();
    await server.close();
  });
  after(() => {
    for (const dir of dirs) rmSync(dir, { recursive: true });
  });

  /** Where the pages end with which the last state begins, in bytes. */
  const end = (dir: string): number => {
    const roots = [88, 136].map((at) => Number(readFileSync(dataFile(dir)).readBigUInt64LE(2048 + at)));
    return (Math.max(...roots) + 1) * 4096;
  };

  /** What a server says to a folder whose file was made, or made from a sound one, like this. */
  async function answer(make: (path: string) => unknown): Promise<string> {
    const dir = temporaryDir();
    dirs.push(dir);
    await make(dataFile(dir));
    const started = await startServer({ dir }).catch((error: Error) => error);
    if (started instanceof Error) return started.message.replace(dataFile(dir), 'FILE');
    await started.close();
    return 'served';
  }
  const from = (change: (path: string) => unknown) => (path: string) => {
    copyFileSync(dataFile(sound), path);
    return change(path);
  };
  const overwrite = (path: string, position: number, bytes: Buffer) => {
    const file = openSync(path, 'r+');
    writeSync(file, bytes, 0, bytes.length, position);
    closeSync(file);
  };
  const noise = Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7 + 13) % 256));

  it('is served as a copy of it is', async () => {
    expect(await answer(from(() => {}))).to.equal('served');
    expect(await answer(() => {})).to.equal('served');
  });

  it('is refused when it is something else', async () => {
    expect(await answer((path) => writeFileSync(path, ''))).to.match(/^FILE is empty/);
    expect(await answer((path) => writeFileSync(path, 'Danh sách hồ sơ\n'.repeat(1000)))).to.match(
      /^FILE is not the file/,
    );
    expect(await answer((path) => writeFileSync(path, 'SQLite format 3\0'))).to.match(/^FILE is not the file/);
    expect(await answer((path) => mkdirSync(path))).to.match(/^FILE is a folder/);
  });

  it('is refused when it is of another lmdb, or of another use of lmdb', async () => {
    const format = (path: string) => overwrite(path, 28, Buffer.from([1]));
    expect(await answer(from(format))).to.match(/^FILE has lmdb's data format 1/);
    const pages = (path: string) => overwrite(path, 48, Buffer.from([7, 7]));
    expect(await answer(from(pages))).to.match(/^FILE is damaged: pages of/);
    const foreign = async (path: string) => {
      const other = open({ path, noSubdir: true });
      await other.put('somebody', 'else');
      await other.close();
    };
    expect(await answer(foreign)).to.equal('FILE is an lmdb file of something else');
  });

  it('is refused when a newer version made it, and says which', async () => {
    const newer = async (path: string) => {
      const { root, meta } = openDatabases(join(path, '..'));
      meta.putSync(Buffer.from('format'), Buffer.from([0, 0, 0, 9]));
      await root.close();
    };
    expect(await answer(from(newer))).to.match(/^FILE was made by a newer version \(format 9; /);
  });

  it('is refused when it was cut, wherever', async () => {
    const { size } = statSync(dataFile(sound));
    for (const length of [1, 100, 4096, 4200, 9000, Math.floor(size / 2)]) {
      const said = await answer(from((path) => truncateSync(path, length)));
      expect(said, `${length} of ${size} bytes`).to.match(/^FILE is (damaged|not the file)/);
    }
  });

  it('is refused when only its far end was cut, and served when nothing was on what is missing there', async () => {
    const { size } = statSync(dataFile(sound));
    expect(end(sound)).to.be.lessThan(size - slack);
    expect(await answer(from((path) => truncateSync(path, end(sound))))).to.equal(
      'FILE is damaged: its end is cut off',
    );
    const longer = Buffer.alloc(8);
    longer.writeBigUInt64LE(BigInt(size / 4096));
    const unwritten = (path: string) => [0, 2048, 4096].forEach((at) => overwrite(path, at + 144, longer));
    expect(await answer(from(unwritten))).to.equal('served');
  });

  it('is refused when its beginning was overwritten', async () => {
    expect(await answer(from((path) => overwrite(path, 0, noise)))).to.match(/^FILE is not the file/);
    expect(await answer(from((path) => overwrite(path, 4096, noise)))).to.match(/^FILE is damaged: its second page/);
    const root = Number(readFileSync(dataFile(sound)).readBigUInt64LE(2048 + 136));
    expect(await answer(from((path) => overwrite(path, root * 4096, noise)))).to.match(/^FILE is damaged: page \d+/);
  });

  /** The leaves whose first key belongs to this collection or index, by their place in the file, in bytes. */
  const leavesOf = (file: Buffer, number: number): number[] => {
    const places = Array.from({ length: file.length / 4096 }, (_, page) => page * 4096).slice(2);
    return places.filter((at) => {
      const key = at + 32 + file.readUInt16LE(at + 24);
      return file.readUInt16LE(at + 18) === 2 && key < at + 4092 && file.readUInt32BE(key) === number;
    });
  };

  it('never passes off what lies before a damaged page as all there is', async () => {
    const [rows, byN] = [1, 2];
    // A copy has only pages that are in use.
    const copy = join(sound, 'copy');
    await backupStore(sound, copy, { stage: () => {}, checked: () => {} });
    for (const { whole, stray, sort } of [
      { whole: rows, stray: byN, sort: { _id: 1 } },
      { whole: byN, stray: rows, sort: { n: -1 } },
    ] as const) {
      const dir = temporaryDir();
      dirs.push(dir);
      const file = readFileSync(dataFile(copy));
      const [foreign = 0] = leavesOf(file, stray);
      const leaves = leavesOf(file, whole);
      for (const at of leaves.slice(leaves.length / 3, leaves.length / 2)) file.copy(file, at, foreign, foreign + 4096);
      writeFileSync(dataFile(dir), file);
      const server = await startServer({ dir });
      const client = await MongoClient.connect(server.uri);
      const read = client.db('d').collection('rows').find().sort(sort).toArray();
      const answer = await read.catch((error: unknown) => error);
      expect(answer).to.include({ code: 246, codeName: 'DataCorruptionDetected' });
      await client.close();
      await server.close();
    }
  });

  it('is refused when it may not be written', async function () {
    // The administrator may do everything.
    if (process.getuid?.() === 0) return this.skip();
    expect(await answer(from((path) => chmodSync(path, 0o400)))).to.match(
      /^FILE may not be read and written \(EACCES\)/,
    );
  });

  it('can be served again after a refusal', async () => {
    const dir = temporaryDir();
    dirs.push(dir);
    writeFileSync(dataFile(dir), 'no');
    const error = await startServer({ dir }).catch((cause: Error) => cause);
    expect(error).to.be.instanceOf(Error);
    rmSync(dataFile(dir));
    await (await startServer({ dir })).close();
  });

  it('is read again whatever patterns and texts its indexes were made with', async () => {
    const dir = temporaryDir();
    dirs.push(dir);
    const keys = [{ key: { a: 1 }, name: 'odd', partialFilterExpression: { a: { $eq: new BSONRegExp('(', '') } } }];
    for (const command of [{ createIndexes: 'c', indexes: keys }, { listIndexes: 'c' }]) {
      const server = await startServer({ dir });
      const client = await MongoClient.connect(server.uri);
      const { cursor } = await client.db('d').command(command, { bsonRegExp: true });
      if (cursor) expect(cursor.firstBatch[1]).to.deep.include(keys[0]);
      await client.close();
      await server.close();
    }
  });

  it('is for its owner alone', () => {
    expect(statSync(dataFile(sound)).mode & 0o077).to.equal(0);
  });
});
