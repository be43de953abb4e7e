import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { startServer } from '../../src/embedded-mongo/server.ts';
import { TEMPORARY } from '../../src/embedded-mongo/storage/drop-temporary.ts';
import { checkStore } from '../../src/embedded-mongo/upkeep/check.ts';
import { startProcess } from './store-process.ts';
import { temporaryDir } from './temporary-store.ts';

describe('opening a store', () => {
  const dir = temporaryDir();
  after(() => rmSync(dir, { recursive: true }));

  async function serve<T>(work: (client: MongoClient) => Promise<T>): Promise<T> {
    const server = await startServer({ dir });
    const client = await MongoClient.connect(server.uri);
    const result = await work(client);
    await client.close();
    await server.close();
    return result;
  }

  it('clears away what an interrupted $out left, and nothing else', async () => {
    const names = [`${TEMPORARY}report.1`, 'report', 'tmp.other'];
    await serve((client) => Promise.all(names.map((name) => client.db('d').collection(name).insertOne({ name }))));
    const left = await serve((client) => client.db('d').listCollections().toArray());
    expect(left.map(({ name }) => name).sort()).to.deep.equal(['report', 'tmp.other']);
    expect((await checkStore(dir)).faults).to.deep.equal([]);
  });

  it('is refused with one line on a full disk', async function () {
    // A small disk of the process's own, which goes with it.
    const apart = ['unshare', '--map-root-user', '--mount', 'sh', '-c'];
    const small = 'mount -t tmpfs -o size=1m tmpfs "$0"';
    const disk = temporaryDir();
    try {
      if (spawnSync(apart[0] as string, [...apart.slice(1), small, disk]).status !== 0) return this.skip();
      const full = `${small} && { head -c 2m /dev/zero >"$0/fill" 2>/dev/null; exec "$@"; }`;
      const started = await startProcess(disk, { by: [...apart, full, disk] }).catch((error: Error) => error);
      if (!(started instanceof Error)) await started.kill('SIGTERM');
      expect(started)
        .to.be.instanceOf(Error)
        .with.property('message', `ended with 1: there is no room on the disk for ${disk}`);
    } finally {
      rmSync(disk, { recursive: true });
    }
  });
});
