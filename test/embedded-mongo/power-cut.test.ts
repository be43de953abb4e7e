import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { startServer } from '../../src/embedded-mongo/server.ts';
import { dataFile } from '../../src/embedded-mongo/storage/databases.ts';
import { inspectFile } from '../../src/embedded-mongo/storage/file-inspection.ts';
import { checkStore } from '../../src/embedded-mongo/upkeep/check.ts';
import { temporaryDir } from './temporary-store.ts';

const PAGE = 4096;

/**
 * What a power cut leaves when the disk kept the first page that tells of a transaction, but not the pages of it:
 * lmdb writes both before it asks the disk to keep them, and the disk may take them in any order.
 */
describe('a store after a power cut', () => {
  const dir = temporaryDir();
  const at = (name: string) => join(dir, name);
  after(() => rmSync(dir, { recursive: true }));

  /** Inserts up to a number of rows, and keeps the file as it then is under a name. */
  async function serve(name: string, rows: number): Promise<void> {
    const server = await startServer({ dir: at('served') });
    const client = await MongoClient.connect(server.uri);
    const collection = client.db('d').collection('rows');
    const there = await collection.countDocuments();
    const pad = 'x'.repeat(500);
    await collection.createIndex({ n: 1 });
    await collection.insertMany(Array.from({ length: rows - there }, (_, i) => ({ n: there + i, pad })));
    await client.close();
    await server.close();
    mkdirSync(at(name));
    copyFileSync(dataFile(at('served')), dataFile(at(name)));
  }
  /** Where the newest state is told of: in the first page or the second, by turns. */
  const newest = (file: Buffer) => (file.readBigUInt64LE(152) > file.readBigUInt64LE(PAGE + 152) ? 0 : PAGE);
  const count = async (name: string) => {
    const server = await startServer({ dir: at(name) });
    const client = await MongoClient.connect(server.uri);
    const rows = client.db('d').collection('rows');
    const counts = [await rows.countDocuments(), (await rows.find().hint({ n: 1 }).toArray()).length];
    await client.close();
    await server.close();
    return counts;
  };

  before(async () => {
    await serve('before', 100);
    await serve('after', 300);
    const [earlier, later] = [readFileSync(dataFile(at('before'))), readFileSync(dataFile(at('after')))];
    const told = newest(later);
    const torn = Buffer.concat([earlier, Buffer.alloc(Math.max(0, later.length - earlier.length))]);
    later.copy(torn, told + 40, told + 40, told + 168);
    for (const name of ['torn', 'torn too']) {
      mkdirSync(at(name));
      writeFileSync(dataFile(at(name)), torn);
    }
  });

  it('goes back to the last state that was kept', async () => {
    expect(await count('after')).to.deep.equal([300, 300]);
    expect(inspectFile(dataFile(at('torn')), 'r')).to.deep.equal({ isSettled: false, isShort: false });
    expect(await count('torn')).to.deep.equal([100, 100]);
    expect(inspectFile(dataFile(at('torn')), 'r')).to.deep.include({ isSettled: true });
  });

  it('is checked in the state that a server would serve', async () => {
    const { collections, faults } = await checkStore(at('torn too'));
    expect(faults).to.deep.equal([]);
    expect(collections.map(({ documents }) => documents)).to.deep.equal([100]);
  });
});
