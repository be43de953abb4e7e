import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { backupStore } from '../../src/embedded-mongo/upkeep/backup.ts';
import { checkStore } from '../../src/embedded-mongo/upkeep/check.ts';
import { Ledger, type Row } from './crash-ledger.ts';
import { load } from './crash-load.ts';
import { startProcess } from './store-process.ts';
import { temporaryDir } from './temporary-store.ts';

/** CRASH_ROUNDS=50 for the long run. */
const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 8);

describe('a store that is killed under load', function () {
  this.timeout(ROUNDS * 40_000);
  const dir = temporaryDir();
  after(() => rmSync(dir, { recursive: true }));

  it(`has every acknowledged write exactly once, whole, and in every index, ${ROUNDS} times over`, async () => {
    const ledger = new Ledger();
    for (let round = 0; round < ROUNDS; round++) {
      const store = await startProcess(dir);
      const client = await MongoClient.connect(store.uri, { serverSelectionTimeoutMS: 1000 });
      const rows = client.db('crash').collection<Row>('rows');
      await ledger.compare(rows, client.db('crash').collection('counters'));
      await rows.createIndex({ lane: 1, version: -1 });
      await rows.createIndex({ key: 1 }, { unique: true, sparse: true });
      const loading = load(client, round, ledger);
      await ledger.further(50 + Math.floor(Math.random() * 400));
      await store.kill('SIGKILL');
      await loading;
      await client.close();
      expect((await checkStore(dir)).faults).to.deep.equal([]);
    }
    const store = await startProcess(dir);
    const client = await MongoClient.connect(store.uri);
    await ledger.compare(client.db('crash').collection<Row>('rows'), client.db('crash').collection('counters'));
    expect(ledger.conflicts).to.be.greaterThan(0);
    // lmdb does not copy a file in which pages went astray.
    expect((await backupStore(dir, join(dir, 'backup'), { stage: () => {} })).collections).to.have.length(2);
    await client.close();
    expect(await store.kill('SIGTERM')).to.equal(0);
  });
});
