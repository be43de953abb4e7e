import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { BSONRegExp } from 'bson';
import { expect } from 'chai';
import { newDocument } from '../../src/embedded-mongo/commands/new-document.ts';
import { isHeavy } from '../../src/embedded-mongo/query/heavy.ts';
import { Readers } from '../../src/embedded-mongo/query/readers.ts';
import { packed, type Reading, type Then } from '../../src/embedded-mongo/query/reading.ts';
import { ReadingThread } from '../../src/embedded-mongo/query/reading-thread.ts';
import type { Source } from '../../src/embedded-mongo/query/source.ts';
import { ThreadSource } from '../../src/embedded-mongo/query/thread-source.ts';
import { decode, encode } from '../../src/embedded-mongo/raw/decode.ts';
import type { Doc } from '../../src/embedded-mongo/semantics/document.ts';
import { MongoServerFault } from '../../src/embedded-mongo/semantics/fault.ts';
import { dataFile } from '../../src/embedded-mongo/storage/databases.ts';
import { keyCounts } from '../../src/embedded-mongo/storage/key-count.ts';
import { Store } from '../../src/embedded-mongo/storage/store.ts';
import type { Work } from '../../src/embedded-mongo/storage/write-queue.ts';
import { until } from '../local/until.ts';
import { temporaryDir } from './temporary-store.ts';

/** Holds for every document, and takes some milliseconds on each. */
const slowly = { $expr: { $gte: [{ $sum: { $range: [0, 30_000] } }, 0] } };

/** A document with a field of so many values, which stages behind may take apart. */
const many = (count: number): Doc[] => [
  { $documents: [{}] },
  { $set: { n: { $range: [0, count] } } },
  { $unwind: '$n' },
];

describe('reading in the built-in store', function () {
  this.timeout(60_000);
  const dir = temporaryDir();
  let store: Store;
  let readers: Readers;

  before(() => {
    store = new Store(dir);
    readers = new Readers(dir, store.catalog);
  });

  after(async () => {
    await readers.close();
    await store.close();
    rmSync(dir, { recursive: true });
  });

  function* insertAll(collection: string, docs: Doc[]): Work<void> {
    for (const doc of docs) store.catalog.ensure('test', collection).insert(newDocument(encode(doc)));
  }

  const insert = (collection: string, docs: Doc[]) => store.write(insertAll(collection, docs));

  const reading = (collection: string | undefined, query: Reading['query'], then?: Then): Reading => ({
    ...{ database: 'test', collection, query, then, now: new Date(0) },
  });

  async function all(source: Source): Promise<Doc[]> {
    const docs: Doc[] = [];
    while (!source.done) for (const raw of await source.read(1000)) docs.push(decode(raw));
    return docs;
  }

  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'none',
      ({ code }) => code,
    );

  it('holds little of large documents that nobody has fetched yet', async () => {
    const pad = 'x'.repeat(500_000);
    await insert(
      'large',
      Array.from({ length: 40 }, (_, _id) => ({ _id, pad })),
    );
    const before = process.memoryUsage().arrayBuffers;
    const sources: Source[] = [];
    for (let n = 0; n < 20; n++) sources.push(await readers.read(reading('large', { filter: {} })));
    expect(process.memoryUsage().arrayBuffers - before).to.be.below(20 * 4_000_000);
    for (const source of sources) expect((await all(source)).length).to.equal(40);
  });

  it('takes a thread when it is long, and sees there whatever was acknowledged before', async () => {
    const counts: Promise<Doc[]>[] = [];
    for (let n = 1; n <= 20; n++) {
      await insert('acknowledged', [{ _id: n }]);
      counts.push(readers.read(reading('acknowledged', { filter: slowly }, 'count')).then(all));
    }
    for (const [before, [counted]] of (await Promise.all(counts)).entries()) {
      expect(Number(counted?.n)).to.be.greaterThan(before);
    }
  });

  it('leaves lmdb its lock on the folder, without which another process would take it for its own', async function () {
    if (process.platform !== 'linux') this.skip();
    await all(await readers.read(reading(undefined, { filter: {} }, { stages: many(100_000) })));
    const { ino } = statSync(`${dataFile(dir)}-lock`);
    expect(readFileSync('/proc/locks', 'utf8')).to.include(`:${ino} `);
  });

  it('sees the store as it was at one moment, whatever is written meanwhile', async () => {
    let written = 0;
    const pair = () => insert('pairs', [{ v: 1 }, { v: -1 }]).then(() => written++);
    for (let i = 0; i < 30; i++) await pair();
    let ended = false;
    const sums = Promise.all(
      Array.from({ length: 4 }, async () =>
        all(
          await readers.read(
            reading('pairs', { filter: slowly }, { stages: [{ $group: { _id: null, sum: { $sum: '$v' } } }] }),
          ),
        ),
      ),
    ).finally(() => {
      ended = true;
    });
    while (!ended && written < 300) await pair();
    expect(written).to.be.greaterThan(30);
    for (const [group] of await sums) expect(Number(group?.sum)).to.equal(0);
  });

  it('goes on in several threads at once, and each gets its own documents', async () => {
    const docs = Array.from({ length: 60 }, (_, _id) => ({ _id, third: _id % 3 }));
    await insert('thirds', docs);
    const found = await Promise.all(
      [0, 1, 2, 0, 1, 2].map(async (third) =>
        all(await readers.read(reading('thirds', { filter: { third, ...slowly }, sort: { _id: -1 } }))),
      ),
    );
    for (const [at, thirds] of found.entries()) {
      expect(thirds.map(({ _id }) => Number(_id))).to.deep.equal(
        docs
          .filter(({ third }) => third === at % 3)
          .map(({ _id }) => _id)
          .reverse(),
      );
    }
  });

  it('hands out many documents piece by piece, every one of them once', async () => {
    const source = await readers.read(reading(undefined, { filter: {} }, { stages: many(60_000) }));
    const numbers = (await all(source)).map(({ n }) => Number(n));
    expect(numbers).to.deep.equal(Array.from({ length: 60_000 }, (_, n) => n));
  });

  it('ends when its client goes away, and its thread serves others', async () => {
    await insert(
      'endless',
      Array.from({ length: 3000 }, (_, _id) => ({ _id })),
    );
    const gone = new AbortController();
    const abandoned = Array.from({ length: 8 }, () =>
      readers.read(reading('endless', { filter: slowly }, 'count'), gone.signal),
    );
    await turn();
    gone.abort();
    const codes = await Promise.all(abandoned.map(codeOf));
    expect(codes).to.deep.equal(codes.map(() => 237));
    expect(await all(await readers.read(reading('acknowledged', { filter: slowly })))).to.have.length(20);
  });

  it('ends when its cursor is closed in the middle', async () => {
    const source = await readers.read(reading('endless', { filter: slowly, projection: { _id: 1 } }));
    expect(await source.read(1)).to.have.length(1);
    const next = Promise.all([source.read(1000), source.read(1000), source.read(1000)]);
    source.close?.();
    expect(await codeOf(next)).to.equal(237);
    expect(source.done).to.equal(true);
  });

  it('ends when it takes longer than it may', async () => {
    expect(await codeOf(readers.read(reading('endless', { filter: slowly, maxTimeMS: 50 }, 'count')))).to.equal(50);
  });

  it('ends also in the middle of an expression that goes on and on', async () => {
    const numbers = { $range: [0, 30_000] };
    const loops = (again: Doc): Doc[] => [
      { $filter: { input: numbers, cond: { $gt: [again, 0] } } },
      { $map: { input: numbers, in: again } },
      { $reduce: { input: numbers, initialValue: 0, in: again } },
    ];
    for (const x of loops({ $size: { $map: { input: numbers, in: 1 } } })) {
      const query = { filter: {}, maxTimeMS: 50 };
      expect(await codeOf(readers.read(reading('endless', { ...query, projection: { x } })))).to.equal(50);
      expect(await codeOf(readers.read(reading('endless', { ...query, filter: { $expr: x } })))).to.equal(50);
      expect(await codeOf(readers.read(reading('endless', query, { stages: [{ $set: { x } }] })))).to.equal(50);
    }
  });

  it('gives a regular expression up that goes on and on, and others have their turn meanwhile', async () => {
    await insert('letters', [{ text: `${'a'.repeat(60)}b` }]);
    const match = { $regexMatch: { input: '$text', regex: '^(a|a)*$' } };
    const queries: [Reading['query'], Then?][] = [
      [{ filter: { text: { $regex: '^(a+)+$' } } }],
      [{ filter: { text: new BSONRegExp('^(a+)+$', 'i') } }, 'count'],
      [{ filter: { $expr: match } }],
      [{ filter: {} }, { stages: [{ $set: { match } }] }],
    ];
    for (const [query, then] of queries) {
      let turns = 0;
      const code = codeOf(readers.read(reading('letters', query, then)));
      let ended = false;
      void code.finally(() => {
        ended = true;
      });
      for (; !ended; turns++) await turn();
      expect(await code).to.equal(51156);
      expect(turns).to.be.greaterThan(100);
    }
  });

  it('is not even begun on the main thread when it says very much, or searches dangerously', () => {
    const branches = (count: number) => ({ $or: Array.from({ length: count }, (_, n) => ({ n, m: { $gt: n } })) });
    const isBegun = (filter: Doc, then?: Then) => !isHeavy(reading('any', { filter }, then));
    for (const filter of [
      { _id: 1, name: { $regex: '^nguyễn (văn|thị) .*anh$', $options: 'i' } },
      { _id: { $in: Array.from({ length: 4000 }, (_, n) => n) } },
      branches(200),
    ]) {
      expect(isBegun(filter)).to.equal(true);
      expect(isBegun({}, { stages: [{ $match: filter }] })).to.equal(true);
    }
    for (const filter of [
      { $and: [{ name: { $not: new BSONRegExp('(a*)*b') } }] },
      { _id: { $in: Array.from({ length: 6000 }, (_, n) => n) } },
      branches(2000),
    ]) {
      expect(isBegun(filter)).to.equal(false);
      expect(isBegun({}, { stages: [{ $match: filter }] })).to.equal(false);
    }
  });

  it('fails alone when a thread runs out of memory, and others go on', async () => {
    const small = new Readers(dir, store.catalog, { heapMegabytes: 40 });
    const hoard = { $group: { _id: null, all: { $push: { a: '$n', b: ['$n', '$n', '$n'] } } } };
    expect(
      await codeOf(small.read(reading(undefined, { filter: {} }, { stages: [...many(300_000), hoard] }))),
    ).to.equal(146);
    expect(await all(await small.read(reading('acknowledged', { filter: slowly })))).to.have.length(20);
    await small.close();
  });

  it('refuses to sort more than 100 MB, but not to give the first few of them', async () => {
    const text = {
      $reduce: { input: { $range: [0, 20] }, initialValue: 'x', in: { $concat: ['$$value', '$$value'] } },
    };
    const heavy = [...many(200), { $set: { text } }, { $sort: { n: -1 } }];
    const light = { $project: { n: 1 } };
    const refused = readers.read(reading(undefined, { filter: {} }, { stages: [...heavy, light] }));
    expect(await codeOf(refused)).to.equal(292);
    const first = await readers.read(
      reading(undefined, { filter: {} }, { stages: [...heavy, { $skip: 1 }, { $limit: 2 }, light] }),
    );
    expect((await all(first)).map(({ n }) => Number(n))).to.deep.equal([198, 197]);
  });

  it('refuses distinct values of more than 16 MB', async () => {
    await insert(
      'texts',
      Array.from({ length: 20 }, (_, n) => ({ text: `${n}${'x'.repeat(1_000_000)}` })),
    );
    expect(await codeOf(readers.read(reading('texts', { filter: {} }, { distinct: 'text' })))).to.equal(17217);
  });

  it('is cut short when the store closes, and long ones are not begun any more', async () => {
    const closing = new Readers(dir, store.catalog);
    const read = closing.read(reading('endless', { filter: slowly }, 'count'));
    const codes = Promise.all([codeOf(read), turn().then(() => closing.close())]);
    expect((await codes)[0]).to.equal(11600);
    expect(await codeOf(closing.read(reading('endless', { filter: slowly }, 'count')))).to.equal(11600);
  });

  it('gives the memory of a thread back that has had nothing to do for a while, but none that somebody may read on', async function () {
    if (process.platform !== 'linux') this.skip();
    const resting = new Readers(dir, store.catalog, { idleMs: 50 });
    const threads = () => readdirSync('/proc/self/task').length;
    const before = threads();
    const source = await resting.read(reading('endless', { filter: slowly, projection: { _id: 1 } }));
    expect(threads()).to.be.above(before);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await source.read(1);
    source.close?.();
    await until('its thread ends', () => threads() <= before);
    expect(await all(await resting.read(reading('acknowledged', { filter: slowly })))).to.have.length(20);
    await resting.close();
  });

  it('does not end a thread in the middle of a reading, though another was broken off there before', async () => {
    await insert(
      'lasting',
      Array.from({ length: 3000 }, (_, _id) => ({ _id })),
    );
    const thread = new ReadingThread({ dir }, { heapMegabytes: 1024, idleMs: 500, onEnd: () => {} });
    const gone = new AbortController();
    const broken = new ThreadSource(thread).open(packed(reading('lasting', { filter: slowly })), gone.signal);
    gone.abort();
    expect(await codeOf(broken)).to.equal(237);
    await until('nothing is asked of it', () => thread.load === 0);
    const source = new ThreadSource(thread);
    const began = performance.now();
    await source.open(packed(reading('lasting', { filter: slowly })), undefined);
    while (performance.now() - began < 1000) await source.read(1);
    source.close();
    await thread.end(new MongoServerFault(1, 'InternalError', 'the test is over'));
  });

  it('finds the many values of a long list', async () => {
    const filter = { _id: { $in: Array.from({ length: 20_000 }, (_, n) => n * 2) } };
    expect(await all(await readers.read(reading('acknowledged', { filter })))).to.have.length(10);
    expect(await codeOf(readers.read(reading('acknowledged', { filter: { ...filter, $nonsense: 1 } })))).to.equal(2);
  });

  it('says what is wrong with a filter also where there is nothing to find', async () => {
    expect(await codeOf(readers.read(reading('nowhere', { filter: { $nonsense: 1 } })))).to.equal(2);
  });

  it('counts keys in strides as at one go', async () => {
    const { data } = store.databases;
    const key = (n: number) => Buffer.from([255, n >> 16, (n >> 8) & 255, n & 255]);
    for (const keys of [0, 1, 9_999, 10_000, 10_001, 20_000]) {
      await store.databases.root.transaction(() => {
        for (let n = 0; n < keys; n++) data.putSync(key(n), Buffer.of(1));
      });
      const counts = [...keyCounts(data, { start: key(0), end: Buffer.from([255, 255]) })];
      expect(counts.reduce((sum, some) => sum + some, 0)).to.equal(keys);
    }
  });
});
