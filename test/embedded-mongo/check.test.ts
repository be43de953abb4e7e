import { closeSync, copyFileSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { expect } from 'chai';
import { newDocument } from '../../src/embedded-mongo/commands/new-document.ts';
import { encode } from '../../src/embedded-mongo/raw/decode.ts';
import { dataFile } from '../../src/embedded-mongo/storage/databases.ts';
import { buildIndex } from '../../src/embedded-mongo/storage/index-build.ts';
import { Store } from '../../src/embedded-mongo/storage/store.ts';
import { checkStore } from '../../src/embedded-mongo/upkeep/check.ts';
import { temporaryDir, temporaryStore } from './temporary-store.ts';

describe('checking a store', () => {
  const store = temporaryStore();
  const dirs: string[] = [];
  after(() => {
    for (const dir of dirs) rmSync(dir, { recursive: true });
  });

  const rows = (count: number, from = 0) =>
    Array.from({ length: count }, (_, i) => ({ n: from + i, tags: [i % 7, i % 3], pad: 'x'.repeat((i * 37) % 900) }));

  it('sees one state of it while it is written to, and keeps nobody from writing', async () => {
    const collection = store.fresh();
    await collection.createIndex({ tags: 1, n: -1 });
    await collection.createIndex({ n: 1 }, { unique: true });
    await collection.insertMany(rows(2000));
    let isChecking = true;
    let written = 0;
    const writing = (async () => {
      while (isChecking) {
        await collection.insertMany(rows(20, 2000 + written));
        await collection.updateMany({ tags: written % 5 }, { $set: { tags: [written, 1] } });
        await collection.deleteMany({ n: { $gte: 1990 + written, $lt: 2000 + written } });
        written += 20;
      }
    })();
    const results = [await checkStore(store.dir), await checkStore(store.dir)];
    isChecking = false;
    await writing;
    expect(results.flatMap(({ faults }) => faults)).to.deep.equal([]);
    const counts = results.map(({ collections }) =>
      collections.find(({ namespace }) => namespace === collection.namespace),
    );
    expect(counts[0]?.documents).to.be.within(2000, 2000 + written);
    expect(counts[1]?.documents).to.be.within(counts[0]?.documents ?? 0, 2000 + written);
    expect(counts[0]?.entries['n_1']).to.equal(counts[0]?.documents);
    expect(written).to.be.greaterThan(20);
  });

  it('takes no offence at indexes that are still being built', async () => {
    const dir = temporaryDir();
    dirs.push(dir);
    const half = new Store(dir);
    await half.write(
      (function* () {
        const collection = half.catalog.ensure('test', 'rows');
        for (let _id = 0; _id < 200; _id++)
          collection.insert(newDocument(encode({ _id, n: _id % 150, tags: _id < 199 ? 1 : [1, 2] })));
        for (const [name, unique] of [
          ['tags', false],
          ['n', true],
        ] as const) {
          const plain = { sparse: false, options: {}, multikey: [false], ordered: true, building: true };
          const id = half.catalog.nextId();
          buildIndex(half.catalog, 'test', 'rows', { id, name, key: { [name]: 1 }, unique, ...plain }).next();
        }
      })(),
    );
    expect((await checkStore(dir)).faults).to.deep.equal([]);
    await half.close();
  });

  it('looks at one collection when only that is wanted', async () => {
    const [first, second] = [store.fresh(), store.fresh()];
    await Promise.all([first.insertOne({ a: 1 }), second.insertOne({ a: 1 })]);
    const { collections } = await checkStore(store.dir, { namespace: second.namespace });
    expect(collections).to.deep.equal([{ namespace: second.namespace, documents: 1, entries: { _id_: 1 } }]);
  });

  it('says that there is none', async () => {
    const dir = temporaryDir();
    dirs.push(dir);
    const error = await checkStore(dir).catch((cause: Error) => cause);
    expect(error).to.be.instanceOf(Error).with.property('message', `there is no store in ${dir}`);
  });

  it('finds pages that were overwritten, wherever they are, and outlives what lmdb does about them', async () => {
    await store.fresh().insertMany(rows(3000));
    const pages = statSync(dataFile(store.dir)).size / 4096;
    for (const [from, count] of [
      [Math.floor(pages / 4), Math.floor(pages / 2)],
      [12, Math.floor(pages) - 12],
    ] as const) {
      const dir = temporaryDir();
      dirs.push(dir);
      copyFileSync(dataFile(store.dir), dataFile(dir));
      const file = openSync(dataFile(dir), 'r+');
      for (let page = from; page < from + count; page++)
        writeSync(file, Buffer.alloc(4096, page % 251), 0, 4096, page * 4096);
      closeSync(file);
      const found = await checkStore(dir).then(
        ({ faults }) => faults.length,
        (error: Error) => error.message,
      );
      expect(found).to.satisfy((it: number | string) =>
        typeof it === 'number' ? it > 0 : it.includes(' is damaged: '),
      );
    }
  });
});
