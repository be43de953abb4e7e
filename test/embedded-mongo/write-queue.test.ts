import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { encode } from '../../src/embedded-mongo/raw/decode.ts';
import { MongoServerFault } from '../../src/embedded-mongo/semantics/fault.ts';
import { StorageFailure } from '../../src/embedded-mongo/storage/storage-failure.ts';
import { Store } from '../../src/embedded-mongo/storage/store.ts';
import type { Work } from '../../src/embedded-mongo/storage/write-queue.ts';
import { temporaryDir } from './temporary-store.ts';

describe('the write queue of the built-in store', () => {
  const dir = temporaryDir();
  let store: Store;

  before(() => {
    store = new Store(dir);
  });

  after(async () => {
    await store.close();
    rmSync(dir, { recursive: true });
  });

  function* inserting(name: string, ids: number[], end?: Error): Work<string> {
    for (const _id of ids) {
      store.catalog.ensure('d', name).insert(encode({ _id }));
      yield;
    }
    if (end) throw end;
    return name;
  }

  const outcomes = async (works: Work<string>[]) => {
    const settled = await Promise.allSettled(works.map((work) => store.write(work)));
    return settled.map((each) => (each.status === 'fulfilled' ? each.value : (each.reason as Error).name));
  };

  const countOf = (name: string) => {
    const collection = store.catalog.get('d', name);
    return collection
      ? [...collection.databases.data.getKeys()].filter((key) => key.readUInt32BE() === collection.definition.id).length
      : 0;
  };

  it('carries out what gathered, all of it, and answers each with its own result', async () => {
    const names = Array.from({ length: 20 }, (_, i) => `all${i}`);
    expect(await outcomes(names.map((name) => inserting(name, [1, 2, 3])))).to.deep.equal(names);
    expect(names.map(countOf)).to.deep.equal(names.map(() => 3));
  });

  it('acknowledges a short work while a long one still goes on', async () => {
    let acknowledged = false;
    function* untilAcknowledged(): Work<string> {
      while (!acknowledged) yield;
      return 'long';
    }
    const long = store.write(untilAcknowledged());
    const short = store.write(inserting('short', [1])).then(() => {
      acknowledged = true;
    });
    await Promise.all([short, long]);
    expect(countOf('short')).to.equal(1);
  });

  it('lets a work that is refused spoil nothing beside it', async () => {
    const refused = new MongoServerFault(1, 'InternalError', 'no');
    expect(await outcomes([inserting('a', [1]), inserting('b', [], refused), inserting('c', [1])])).to.deep.equal([
      'a',
      refused.name,
      'c',
    ]);
    expect([countOf('a'), countOf('c')]).to.deep.equal([1, 1]);
  });

  it('acknowledges nothing of a transaction that the disk refused, keeps nothing of it, and goes on', async () => {
    const failing = inserting('y', [1], new StorageFailure('no room'));
    expect(await outcomes([inserting('x', [1]), failing])).to.deep.equal(['StorageFailure', 'StorageFailure']);
    expect([countOf('x'), countOf('y'), store.catalog.get('d', 'x')]).to.deep.equal([0, 0, undefined]);
    expect(await outcomes([inserting('x', [1])])).to.deep.equal(['x']);
    expect(countOf('x')).to.equal(1);
  });
});
