import { execFileSync, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { checkStore } from '../../src/embedded-mongo/upkeep/check.ts';
import { startProcess } from './store-process.ts';
import { temporaryDir } from './temporary-store.ts';

const ROOM = 3_000_000;

/** The most a file may grow to stands for the size of the disk: it needs no rights, and lmdb meets the same refusals. */
describe('a store on a full disk', () => {
  const dir = temporaryDir();
  after(() => rmSync(dir, { recursive: true }));

  it('refuses to write, goes on reading, loses nothing, and writes again as soon as there is room', async function () {
    if (spawnSync('prlimit', ['--version']).status !== 0) return this.skip();
    const store = await startProcess(dir, { by: ['prlimit', `--fsize=${ROOM}:unlimited`] });
    let complaints = '';
    store.child.stderr?.on('data', (chunk) => {
      complaints += String(chunk);
    });
    const client = await MongoClient.connect(store.uri);
    const rows = client.db('d').collection<{ _id: string; n: number; pad: string }>('rows');
    await rows.createIndex({ n: 1 });
    const acknowledged: string[] = [];
    const refused: { code?: number; codeName?: string }[] = [];
    const write = async (lane: string, count: number) => {
      for (let n = 0; n < count; n++) {
        const _id = `${lane}-${n}`;
        await rows.insertOne({ _id, n, pad: 'x'.repeat(3000) }).then(
          () => void acknowledged.push(_id),
          (error: object) => void refused.push(error),
        );
      }
    };
    await Promise.all(['a', 'b', 'c', 'd'].map((lane) => write(lane, 300)));
    expect(acknowledged.length).to.be.within(100, 1000);
    expect(acknowledged.length + refused.length).to.equal(1200);
    for (const { code, codeName } of refused)
      expect({ code, codeName }).to.deep.equal({ code: 14031, codeName: 'OutOfDiskSpace' });

    expect(complaints.match(/could not write/g), 'what it says of all those').to.have.length(1);
    const read = async () => (await rows.find().hint({ n: 1 }).toArray()).map(({ _id }) => _id).sort();
    expect(await read()).to.deep.equal([...acknowledged].sort());
    const change = await rows.updateMany({}, { $set: { pad: 'y'.repeat(4000) } }).catch((error: unknown) => error);
    expect(change).to.have.property('code', 14031);

    execFileSync('prlimit', ['--pid', String(store.child.pid), '--fsize=unlimited']);
    refused.length = 0;
    await write('e', 100);
    expect(refused).to.deep.equal([]);
    expect(await read()).to.deep.equal([...acknowledged].sort());
    await client.close();
    expect(await store.kill('SIGTERM')).to.equal(0);
    expect((await checkStore(dir)).faults).to.deep.equal([]);
  });
});
