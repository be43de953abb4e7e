import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { collMod } from '../../src/embedded-mongo/commands/coll-mod.ts';
import type { Command } from '../../src/embedded-mongo/commands/command.ts';
import { createIndexes } from '../../src/embedded-mongo/commands/create-indexes.ts';
import { updateDocuments } from '../../src/embedded-mongo/commands/update-documents.ts';
import { idKey } from '../../src/embedded-mongo/keys/id-key.ts';
import { firstMatch, type Stored } from '../../src/embedded-mongo/query/matching.ts';
import { encode } from '../../src/embedded-mongo/raw/decode.ts';
import type { Collection } from '../../src/embedded-mongo/storage/collection.ts';
import { buildIndex, dropHalfBuilt } from '../../src/embedded-mongo/storage/index-build.ts';
import { purge } from '../../src/embedded-mongo/storage/purge.ts';
import { StorageFailure } from '../../src/embedded-mongo/storage/storage-failure.ts';
import { Store } from '../../src/embedded-mongo/storage/store.ts';
import type { Work } from '../../src/embedded-mongo/storage/write-queue.ts';
import { temporaryDir } from './temporary-store.ts';

/** The steps of works are taken here one by one, so that what comes between them comes there every time. */
describe('long work of the built-in store, and what others do in the middle of it', () => {
  const dir = temporaryDir();
  let store: Store;
  let collections = 0;

  before(() => {
    store = new Store(dir);
  });

  after(async () => {
    await store.close();
    rmSync(dir, { recursive: true });
  });

  /** A new collection of documents `{_id: 0, n: 0}`, `{_id: 1, n: 1}` …, changed by what is given. */
  function* filled(count: number, changed: (n: number) => object = () => ({})): Work<string> {
    const name = `c${collections++}`;
    const collection = store.catalog.ensure('d', name);
    for (let n = 0; n < count; n++) collection.insert(encode({ _id: n, n, ...changed(n) }));
    return name;
  }

  const get = (name: string) => store.catalog.get('d', name) as Collection;

  const build = (name: string, unique = false, field = 'n') =>
    buildIndex(store.catalog, 'd', name, {
      ...{ id: store.catalog.nextId(), name: `${field}_1`, key: { [field]: 1 }, unique, sparse: false, options: {} },
      ...{ multikey: [false], ordered: true, building: false },
    });

  const rest = (work: Work<unknown>) => {
    for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
  };

  const fault = (work: Work<unknown>) => {
    try {
      return rest(work);
    } catch (error) {
      return (error as { codeName?: string }).codeName;
    }
  };

  it('keeps the entry of one document when another of the same value is changed before the index has seen it', async () => {
    const entries = await store.write(
      (function* () {
        const name = yield* filled(200, (n) => (n === 150 ? { n: 1 } : {}));
        const building = build(name, true);
        building.next();
        const id = idKey(150);
        get(name).replace(id, encode({ _id: 150, n: 1 }), encode({ _id: 150, n: 150 }));
        rest(building);
        const { databases, definition } = get(name);
        const indexId = definition.indexes[0]?.id;
        return [...databases.index.getKeys()].filter((key) => key.readUInt32BE() === indexId).length;
      })(),
    );
    expect(entries).to.equal(200);
  });

  it('replaces a document of many keys in a time that grows with their number, not with its square', async () => {
    const keys = await store.write(
      (function* () {
        const numbers = Array.from({ length: 20_000 }, (_, i) => i);
        const name = yield* filled(1, () => ({ n: numbers }));
        rest(build(name));
        const changed = encode({ _id: 0, n: [-1, ...numbers.slice(1)] });
        get(name).replace(idKey(0), encode({ _id: 0, n: numbers }), changed);
        const indexId = get(name).definition.indexes[0]?.id;
        return [...store.databases.index.getKeys()].filter((key) => key.readUInt32BE() === indexId).length;
      })(),
    );
    expect(keys).to.equal(20_000);
  }).timeout(4000);

  /** The keys of the first index, without its number. */
  const keysOf = (name: string) => {
    const id = get(name).definition.indexes[0]?.id;
    const keys = [...store.databases.index.getKeys()].filter((key) => key.readUInt32BE() === id);
    return keys.map((key) => key.toString('hex', 4));
  };

  it('puts a thousand entries of a document in one step, no more', async () => {
    const counts = await store.write(
      (function* () {
        const name = yield* filled(2, (n) => ({ n: Array.from({ length: 5000 }, (_, i) => 2 * i + n) }));
        const building = build(name);
        const counts: number[] = [];
        while (!building.next().done) counts.push(keysOf(name).length);
        return counts;
      })(),
    );
    expect(counts.at(-1)).to.equal(10_000);
    const steps = counts.map((count, i) => count - (counts[i - 1] ?? 0));
    expect(Math.max(...steps)).to.be.within(1, 2000);
  });

  it('gives a document the entries of what it is in the end, whatever was done to it in the middle of them', async () => {
    const numbers = (from: number) => Array.from({ length: 5000 }, (_, i) => from + i);
    const old = encode({ _id: 0, n: numbers(0) });
    const other = encode({ _id: 0, n: numbers(2500) });
    const fates: ((collection: Collection) => Buffer | undefined)[] = [
      (collection) => {
        collection.replace(idKey(0), old, other);
        return other;
      },
      (collection) => {
        collection.replace(idKey(0), old, other);
        collection.replace(idKey(0), other, old);
        return old;
      },
      (collection) => {
        collection.remove(idKey(0), old);
        return undefined;
      },
    ];
    const pairs = await store.write(
      (function* () {
        const pairs: string[][][] = [];
        for (const fate of fates) {
          for (const steps of [1, 2, 4]) {
            const name = yield* filled(0);
            get(name).insert(old);
            const building = build(name);
            for (let step = 0; step < steps; step++) building.next();
            const left = fate(get(name));
            rest(building);
            const again = yield* filled(0);
            if (left) get(again).insert(left);
            rest(build(again));
            pairs.push([keysOf(name), keysOf(again)]);
          }
        }
        return pairs;
      })(),
    );
    expect(pairs.map(([, expected]) => expected?.length)).to.deep.equal([...Array(6).fill(5000), 0, 0, 0]);
    for (const [keys, expected] of pairs) expect(keys).to.deep.equal(expected);
  });

  it('does not take an index for built that was dropped meanwhile, alone or with its collection', async () => {
    const faults = await store.write(
      (function* () {
        const names = [yield* filled(200), yield* filled(200), yield* filled(200)] as const;
        const builds = names.map((name) => build(name));
        for (const building of builds) building.next();
        const [first, second, third] = names;
        store.catalog.dropIndex(get(first), get(first).definition.indexes[0] as never);
        store.catalog.drop(get(second));
        store.catalog.rename(get(third), 'd', `${third}-renamed`);
        const outcomes = builds.map(fault);
        return [outcomes, get(first).indexes, store.catalog.get('d', second), get(`${third}-renamed`).indexes];
      })(),
    );
    expect(faults).to.deep.equal([Array(3).fill('IndexBuildAborted'), [], undefined, []]);
  });

  /** A collection with an index whose building the disk ended. */
  async function interrupted(): Promise<string> {
    const name = await store.write(filled(20_000));
    let isKept = false;
    /** Fails in a transaction in which the building went on, after one that was kept. */
    function* failing(): Work<void> {
      for (let isSameTransaction = false; !isKept || !isSameTransaction; ) {
        isSameTransaction = true;
        queueMicrotask(() => {
          isSameTransaction = false;
        });
        yield;
      }
      throw new StorageFailure('no room');
    }
    const ended = [build(name), failing()].map((work) => store.write(work).catch((error: Error) => error.name));
    await store.write((function* () {})());
    isKept = true;
    expect(await Promise.all(ended)).to.deep.equal(['StorageFailure', 'StorageFailure']);
    expect(get(name).definition.indexes.map(({ building }) => building)).to.deep.equal([true]);
    return name;
  }

  it('clears away an index whose building the disk ended, and none that is still being built', async () => {
    const left = await interrupted();
    const going = await store.write(filled(200));
    await store.write(
      (function* () {
        const building = build(going);
        building.next();
        rest(dropHalfBuilt(store.catalog));
        rest(building);
      })(),
    );
    expect([get(left).indexes.length, get(going).indexes.length]).to.deep.equal([0, 1]);
  });

  it('builds an index anew whose building the disk ended, when it is asked for again', async () => {
    const name = await interrupted();
    const command = { createIndexes: name, indexes: [{ key: { n: 1 }, name: 'n_1' }] };
    await createIndexes.carryOut({ database: 'd', command } as never, { store } as never);
    expect(get(name).definition.indexes.map(({ building }) => building)).to.deep.equal([false]);
  });

  /** What becomes of a command: `done`, or its fault. */
  const ask = ({ carryOut }: Command, command: object) =>
    Promise.resolve(carryOut({ database: 'd', command } as never, { store } as never)).then(
      () => 'done',
      ({ codeName }) => codeName,
    );

  /** Drops a collection in the turn after the next, and makes another of its name. */
  function* replaced(name: string): Work<void> {
    yield;
    store.catalog.drop(get(name));
    store.catalog.ensure('d', name).insert(encode({ _id: 1 }));
  }

  it('makes no index in a collection that took the place of the one it was asked for', async () => {
    const name = await store.write(filled(5000));
    const command = { createIndexes: name, indexes: [{ key: { n: 1 }, name: 'n_1' }] };
    const create = () => ask(createIndexes, command);
    const asked = [create(), create(), store.write(replaced(name))];
    expect((await Promise.all(asked)).slice(0, 2)).to.deep.equal(['IndexBuildAborted', 'IndexBuildAborted']);
    expect(get(name).definition.indexes).to.deep.equal([]);
  });

  it('makes no index unique in a collection that took the place of the one it was asked for', async () => {
    const name = await store.write(filled(5000));
    const spec = { key: { n: 1 }, name: 'n_1', prepareUnique: true };
    expect(await ask(createIndexes, { createIndexes: name, indexes: [spec] })).to.equal('done');
    const changing = ask(collMod, { collMod: name, index: { name: 'n_1', unique: true } });
    await store.write(replaced(name));
    expect(await changing).to.equal('IndexBuildAborted');
    expect(get(name).definition.indexes).to.deep.equal([]);
  });

  it('makes no index unique that is dropped meanwhile', async () => {
    const name = await store.write(filled(5000));
    const spec = { key: { n: 1 }, name: 'n_1', prepareUnique: true };
    expect(await ask(createIndexes, { createIndexes: name, indexes: [spec] })).to.equal('done');
    const changing = ask(collMod, { collMod: name, index: { name: 'n_1', unique: true } });
    await store.write(
      (function* () {
        yield;
        store.catalog.dropIndex(get(name), get(name).definition.indexes[0] as never);
      })(),
    );
    expect(await changing).to.equal('IndexBuildAborted');
    expect(get(name).definition.indexes).to.deep.equal([]);
  });

  it('looks for the least anew by what it looked by, when that has changed and another index was dropped', async () => {
    const slowly = { $expr: { $gte: [{ $sum: { $range: [0, 100_000] } }, 0] } };
    const filter = { n: { $gte: 0 }, other: { $gte: 0 }, ...slowly };
    const found = await store.write(
      (function* () {
        const name = yield* filled(60, (n) => ({ other: n }));
        rest(build(name));
        rest(build(name, false, 'other'));
        const finding = firstMatch(get(name), { filter, sort: { rank: 1, _id: 1 } });
        expect(finding.next().done).to.equal(false);
        const dropped = get(name).definition.indexes.find(({ key }) => key.other);
        if (dropped) store.catalog.dropIndex(get(name), dropped);
        rest(purge(store.databases, store.catalog));
        get(name).replace(idKey(0), encode({ _id: 0, n: 0, other: 0 }), encode({ _id: 0, n: 0, other: 0, rank: 1 }));
        return rest(finding) as Stored | undefined;
      })(),
    );
    expect(found?.id).to.deep.equal(idKey(1));
  });

  it('changes nothing in a collection that was dropped while it looked for what to change', async () => {
    const outcome = await store.write(
      (function* () {
        const name = yield* filled(20_000, () => ({ pad: 'x'.repeat(100) }));
        const filter = { pad: /y|$^/ };
        const statement = { filter, update: { $set: { n: 1 } }, multi: false, upsert: true };
        const updating = updateDocuments(store, 'd', name, { ...statement, constants: undefined, hint: undefined });
        expect(updating.next().done).to.equal(false);
        store.catalog.drop(get(name));
        store.catalog.ensure('d', name).insert(encode({ _id: 19_999, other: true }));
        return fault(updating);
      })(),
    );
    expect(outcome).to.equal('QueryPlanKilled');
  });
});
