import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { type Collection, MongoClient } from 'mongodb';
import { startProcess } from './store-process.ts';
import { temporaryDir } from './temporary-store.ts';

interface Row {
  _id: string;
  round: number;
  lane: number;
  step: number;
  key?: string;
}

interface Counter {
  _id: string;
  n: number;
}

/** What the clients were told before the store was killed. */
interface Told {
  inserted: Set<string>;
  /** asked to be deleted, and told that they are */
  deleting: Set<string>;
  deleted: Set<string>;
  attempted: Map<string, number>;
  counted: Map<string, number>;
}

const LANES = 16;

describe('a store that is killed under load', function () {
  this.timeout(60_000);
  const dir = temporaryDir();
  after(() => rmSync(dir, { recursive: true }));

  it('has every acknowledged write exactly once, and indexes that agree with the documents, five times over', async () => {
    const told: Told = {
      inserted: new Set(),
      deleting: new Set(),
      deleted: new Set(),
      attempted: new Map(),
      counted: new Map(),
    };
    for (let round = 0; round < 5; round++) {
      const store = await startProcess(dir);
      const client = await MongoClient.connect(store.uri, { serverSelectionTimeoutMS: 1000 });
      const rows = client.db('crash').collection<Row>('rows');
      await rows.createIndex({ lane: 1, step: -1 });
      await rows.createIndex({ key: 1 }, { unique: true, sparse: true });
      await check(client, told);
      const before = told.inserted.size;
      const lanes = Array.from({ length: LANES }, (_, lane) => load(client, round, lane, told));
      while (told.inserted.size < before + 300 + round * 100) await new Promise((resolve) => setImmediate(resolve));
      await store.kill('SIGKILL');
      await Promise.all(lanes);
      await client.close();
    }
    const store = await startProcess(dir);
    const client = await MongoClient.connect(store.uri);
    await check(client, told);
    expect(told.inserted.size).to.be.greaterThan(2000);
    await client.close();
    expect(await store.kill('SIGTERM')).to.equal(0);
  });
});

/** Writes of all kinds, one after the other, until the store is gone. */
async function load(client: MongoClient, round: number, lane: number, told: Told): Promise<void> {
  const rows = client.db('crash').collection<Row>('rows');
  const counters = client.db('crash').collection<Counter>('counters');
  const counter = `counter${lane % 4}`;
  try {
    for (let step = 0; ; step++) {
      const _id = `${round}-${lane}-${step}`;
      await rows.insertOne({ _id, round, lane, step, ...(step % 3 ? { key: _id } : {}) });
      told.inserted.add(_id);
      if (step % 5 === 4) await remove(rows, `${round}-${lane}-${step - 2}`, told);
      await rows.updateOne({ _id }, { $set: { step: step + 1000 } });
      told.attempted.set(counter, (told.attempted.get(counter) ?? 0) + 1);
      await counters.updateOne({ _id: counter }, { $inc: { n: 1 } }, { upsert: true });
      told.counted.set(counter, (told.counted.get(counter) ?? 0) + 1);
    }
  } catch (error) {
    if (!/Mongo(Network|ServerSelection|PoolCleared)/.test((error as Error).name)) throw error;
  }
}

async function remove(rows: Collection<Row>, _id: string, told: Told): Promise<void> {
  told.deleting.add(_id);
  await rows.deleteOne({ _id });
  told.deleted.add(_id);
}

async function check(client: MongoClient, told: Told): Promise<void> {
  const db = client.db('crash');
  const stored = (await db.collection<Row>('rows').find().toArray()).map(({ _id }) => _id);
  expect(new Set(stored).size).to.equal(stored.length);
  const there = new Set(stored);
  const lost = [...told.inserted].filter((id) => !there.has(id) && !told.deleting.has(id));
  expect(lost).to.deep.equal([]);
  expect([...told.deleted].filter((id) => there.has(id))).to.deep.equal([]);
  for (const { _id, n } of await db.collection<Counter>('counters').find().toArray()) {
    expect(n).to.be.within(told.counted.get(_id) ?? 0, told.attempted.get(_id) ?? 0);
  }
  const { valid, errors } = await db.command({ validate: 'rows' });
  expect({ valid, errors }).to.deep.equal({ valid: true, errors: [] });
}
