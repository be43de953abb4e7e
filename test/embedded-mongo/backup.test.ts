import { readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { startServer } from '../../src/embedded-mongo/server.ts';
import { dataFile } from '../../src/embedded-mongo/storage/databases.ts';
import { backupStore, restoreStore } from '../../src/embedded-mongo/upkeep/backup.ts';
import { temporaryDir, temporaryStore } from './temporary-store.ts';

describe('a backup of a store', () => {
  const store = temporaryStore();
  const dirs: string[] = [];
  const folder = () => {
    const dir = temporaryDir();
    dirs.push(dir);
    return dir;
  };
  const stages: string[] = [];
  const progress = { stage: (stage: string) => void stages.push(stage) };
  const refusal = (work: Promise<unknown>) => work.then(() => 'done').catch((error: Error) => error.message);
  after(() => {
    for (const dir of dirs) rmSync(dir, { recursive: true });
  });

  it('is made under load, has every write acknowledged before it, and serves again after its restoring', async () => {
    const rows = store.fresh<{ _id: number; tags: string[] }>();
    await rows.createIndex({ tags: 1, _id: -1 });
    await rows.createIndex({ unique: 1 }, { unique: true });
    let acknowledged = 0;
    let isGoingOn = true;
    const lanes = Array.from({ length: 4 }, async (_, lane) => {
      for (let i = lane; isGoingOn || i < 400; i += 4) {
        await rows.insertOne({ _id: i, unique: i, tags: [`t${i % 7}`, 'all'] } as never);
        acknowledged++;
        if (i % 5 === 0) await rows.updateOne({ _id: i }, { $push: { tags: 'changed' } });
      }
    });
    while (acknowledged < 300) await rows.findOne({ _id: 0 });
    const before = acknowledged;
    const backup = folder();
    const copied = await backupStore(store.dir, backup, progress);
    isGoingOn = false;
    await Promise.all(lanes);
    expect(acknowledged).to.be.greaterThan(before);
    expect(readdirSync(backup)).to.deep.equal(['store.lmdb']);
    expect(statSync(dataFile(backup)).mode & 0o077).to.equal(0);

    const restored = folder();
    const again = await restoreStore(backup, restored, progress);
    expect(again).to.deep.equal(copied);
    expect(stages).to.deep.equal(['copying', 'checking', 'copying', 'checking']);
    const server = await startServer({ dir: restored });
    const client = await MongoClient.connect(server.uri);
    const there = client.db(rows.dbName).collection<{ _id: number; unique: number }>(rows.collectionName);
    const ids = (await there.find().sort({ unique: 1 }).toArray()).map(({ unique }) => unique);
    expect(ids).to.have.length(await there.countDocuments({ tags: 'all' }));
    expect(ids).to.have.length(
      copied.collections.find(({ namespace }) => namespace === rows.namespace)?.documents ?? -1,
    );
    expect(ids.length).to.be.within(before, acknowledged);
    // Of each client all up to some write, and no later one without those before it.
    for (let lane = 0; lane < 4; lane++) {
      const own = ids.filter((id) => id % 4 === lane);
      expect(own).to.deep.equal(own.map((_, i) => lane + i * 4));
    }
    await there.insertOne({ _id: -1, unique: -1 });
    await client.close();
    await server.close();
  });

  it('can be made while nobody serves the store', async () => {
    const [dir, backup] = [folder(), join(folder(), 'new')];
    await (await startServer({ dir })).close();
    expect((await backupStore(dir, backup, progress)).collections).to.deep.equal([]);
    await (await startServer({ dir: backup })).close();
  });

  it('is refused where something is, and of what is not there', async () => {
    const full = folder();
    writeFileSync(join(full, 'photo.jpg'), '');
    expect(await refusal(backupStore(store.dir, full, progress))).to.equal(`${full} is not empty`);
    const [nothing, target] = [folder(), folder()];
    expect(await refusal(backupStore(nothing, target, progress))).to.equal(`there is no store in ${nothing}`);
    expect(await refusal(restoreStore(nothing, target, progress))).to.equal(`there is no backup in ${nothing}`);
    expect(readdirSync(target)).to.deep.equal([]);
  });

  it('is not restored over a store, nor where one is served', async () => {
    const backup = folder();
    await backupStore(store.dir, backup, progress);
    expect(await refusal(restoreStore(backup, store.dir, progress))).to.equal(
      `another store already runs on ${store.dir}`,
    );
    const once = folder();
    await restoreStore(backup, once, progress);
    expect(await refusal(restoreStore(backup, once, progress))).to.equal(`there is a store in ${once} already`);
  });

  it('is not restored when it was cut, and leaves nothing behind', async () => {
    await store.fresh().insertMany(Array.from({ length: 2000 }, (_, i) => ({ i, pad: 'x'.repeat(300) })));
    const [backup, target] = [folder(), folder()];
    const { bytes } = await backupStore(store.dir, backup, progress);
    truncateSync(dataFile(backup), Math.floor(bytes / 2));
    expect(await refusal(restoreStore(backup, target, progress))).to.match(/is damaged/);
    expect(readdirSync(target)).to.deep.equal([]);
  });
});
