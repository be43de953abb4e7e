import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { type Collection, type Document, MongoClient } from 'mongodb';
import { startServer } from '../../src/embedded-mongo/server.ts';
import { Store } from '../../src/embedded-mongo/storage/store.ts';
import { refusal } from './refusal.ts';
import { temporaryDir, temporaryStore } from './temporary-store.ts';

describe('indexes of the built-in store', function () {
  this.timeout(20_000);
  const store = temporaryStore();

  async function indexOf(
    collection: Collection,
    filter: Document,
    sort: Document = {},
  ): Promise<{ index?: string; stage: string; keys: number }> {
    const { queryPlanner, executionStats } = await collection.find(filter).sort(sort).explain('executionStats');
    const { stage, inputStage } = queryPlanner.winningPlan;
    const index = inputStage?.indexName;
    return { stage, keys: executionStats.totalKeysExamined, ...(index ? { index } : {}) };
  }

  it('find by equality, lists and ranges, and spare the sort', async () => {
    const collection = store.fresh();
    await collection.createIndex({ agency: 1, at: -1 }, { name: 'agencyAt' });
    await collection.insertMany(Array.from({ length: 1000 }, (_, i) => ({ agency: `a${i % 10}`, at: new Date(i) })));
    const since = { $gte: new Date(900) };
    expect(await indexOf(collection, { agency: 'a1', at: since }, { at: -1 })).to.deep.equal({
      stage: 'FETCH',
      index: 'agencyAt',
      keys: 10,
    });
    expect(await indexOf(collection, { agency: 'a1' }, { at: 1 })).to.deep.equal({
      stage: 'FETCH',
      index: 'agencyAt',
      keys: 100,
    });
    expect(await indexOf(collection, { agency: { $in: ['a1', 'a2'] }, at: since })).to.deep.equal({
      stage: 'FETCH',
      index: 'agencyAt',
      keys: 20,
    });
    expect(await indexOf(collection, { $and: [{ at: since }, { agency: 'a3' }] })).to.deep.equal({
      stage: 'FETCH',
      index: 'agencyAt',
      keys: 10,
    });
    expect(await indexOf(collection, { at: since })).to.deep.equal({ stage: 'COLLSCAN', keys: 0 });
    expect((await indexOf(collection, {}, { at: 1 })).stage).to.equal('SORT');
    expect(await collection.countDocuments({ agency: 'a1', at: since })).to.equal(10);
  });

  it('serve a partial filter only for queries that imply it', async () => {
    const collection = store.fresh();
    await collection.createIndex({ dueAt: 1 }, { name: 'owed', partialFilterExpression: { owes: true } });
    await collection.insertMany(Array.from({ length: 100 }, (_, i) => ({ dueAt: i, owes: i < 5 })));
    expect(await indexOf(collection, { owes: true, dueAt: { $lt: 50 } }, { dueAt: 1 })).to.deep.equal({
      stage: 'FETCH',
      index: 'owed',
      keys: 5,
    });
    expect((await indexOf(collection, { dueAt: { $lt: 50 } })).stage).to.equal('COLLSCAN');
    expect((await indexOf(collection, { owes: { $ne: false } })).stage).to.equal('COLLSCAN');
  });

  it('take part in $or when every branch has one', async () => {
    const collection = store.fresh();
    await collection.createIndex({ a: 1 });
    await collection.createIndex({ b: 1 });
    await collection.insertMany(Array.from({ length: 100 }, (_, i) => ({ a: i, b: i })));
    const { queryPlanner, executionStats } = await collection
      .find({ $or: [{ a: 3 }, { b: { $gt: 97 } }, { b: 3 }] })
      .explain();
    expect(queryPlanner.winningPlan.stage).to.equal('OR');
    expect(executionStats.nReturned).to.equal(3);
  });

  it('are built over documents that are there while others are written, and agree with all of them', async () => {
    const collection = store.fresh<{ _id: number; n: number }>();
    await collection.insertMany(Array.from({ length: 5000 }, (_, _id) => ({ _id, n: _id % 7 })));
    const writing = async () => {
      for (let i = 0; i < 300; i++) {
        await collection.insertOne({ _id: 5000 + i, n: i % 7 });
        await collection.updateOne({ _id: i * 16 }, { $inc: { n: 1 } });
        await collection.deleteOne({ _id: i * 16 + 1 });
      }
    };
    await Promise.all([writing(), collection.createIndex({ n: 1 })]);
    const checked = await store.client.db('test').command({ validate: collection.collectionName });
    expect(checked).to.include({ valid: true, nrecords: 5000 });
  });

  it('are listed as they were asked for, made once, and gone when dropped', async () => {
    const collection = store.fresh();
    const options = { name: 'x', unique: true, partialFilterExpression: { a: { $gt: 1 } } };
    for (let times = 0; times < 2; times++) await collection.createIndex({ a: 1, b: -1 }, options);
    expect(await collection.indexes()).to.deep.equal([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1, b: -1 }, ...options },
    ]);
    const other = await collection.createIndex({ a: -1 }, { name: 'x' }).catch(({ codeName }) => codeName);
    expect(other).to.equal('IndexKeySpecsConflict');
    await collection.dropIndex('x');
    expect(await collection.indexes()).to.have.length(1);
  });

  it('asked for together are made all or none', async () => {
    const collection = store.fresh();
    await collection.insertMany([{ a: 1 }, { a: 2 }]);
    const both = collection.createIndexes([{ key: { a: 1 } }, { key: { b: 1 }, unique: true }]);
    expect(await both.catch(({ code }) => code)).to.equal(11000);
    expect(await collection.indexes()).to.have.length(1);
  });

  it('asked for by two at once are whole when either has its answer', async () => {
    const collection = store.fresh();
    await collection.insertMany(Array.from({ length: 5000 }, (_, n) => ({ n })));
    const uses = async () => {
      await collection.createIndex({ n: 1 });
      return (await collection.find({ n: 1 }).explain('queryPlanner')).queryPlanner.winningPlan.inputStage?.stage;
    };
    expect(await Promise.all([uses(), uses()])).to.deep.equal(['IXSCAN', 'IXSCAN']);
  });

  describe('are refused', () => {
    const made = { key: { a: 1, b: -1 }, name: 'ab' };
    const expected: [what: string, spec: Document, code: number, words: string][] = [
      ...['text', '2d', '2dsphere', 'hashed'].map((kind): [string, Document, number, string] => [
        `as ${kind}`,
        { key: { a: kind }, name: 'x' },
        67,
        `no index of the kind '${kind}'`,
      ]),
      ['over all fields', { key: { '$**': 1 }, name: 'x' }, 67, "'wildcard'"],
      ['of a kind that nobody knows', { key: { a: 'x' }, name: 'x' }, 67, "Unknown index plugin 'x'"],
      ['in no direction', { key: { a: 0 }, name: 'x' }, 67, 'cannot be 0'],
      ['by what is no number', { key: { a: true }, name: 'x' }, 67, 'cannot be of type bool'],
      ['of no field', { key: {}, name: 'x' }, 67, 'cannot be an empty object'],
      ['of a field without a name', { key: { 'a..b': 1 }, name: 'x' }, 67, "'a..b'"],
      ['without keys', {}, 9, "Error in specification {} :: caused by :: The 'key' field is a required property"],
      ['without a name', { key: { a: 1 } }, 9, "{ key: { a: 1 } } :: caused by :: The 'name' field is a required"],
      ['with an empty name', { key: { a: 1 }, name: '' }, 67, 'index name cannot be empty'],
      ['with an option that is none', { key: { a: 1 }, name: 'x', foo: 1 }, 197, "The field 'foo' is not valid"],
      ['with an order of texts', { key: { a: 1 }, name: 'x', collation: { locale: 'vi' } }, 115, 'with a collation'],
      ...[
        { a: { $ne: 1 } },
        { a: { $exists: false } },
        { a: /x/ },
        { $nor: [{ a: 1 }] },
        { $or: [{ a: { $nin: [1] } }] },
      ].map((partialFilterExpression): [string, object, number, string] => [
        `partial by ${Object.keys(partialFilterExpression)[0]}`,
        { key: { a: 1 }, name: 'x', partialFilterExpression },
        67,
        'not supported in partial index',
      ]),
      ['partial and sparse', { key: { a: 1 }, name: 'x', sparse: true, partialFilterExpression: { a: 1 } }, 67, 'mix'],
      ['expiring before now', { key: { a: 1 }, name: 'x', expireAfterSeconds: -1 }, 67, 'acceptable range'],
      ['expiring by two fields', { ...made, name: 'x', expireAfterSeconds: 1 }, 67, 'single-field'],
      ['with options on _id', { key: { _id: 1 }, name: '_id_', sparse: true }, 197, "'sparse' is not valid for an _id"],
      ['twice under two names', { ...made, name: 'x' }, 85, 'already exists with a different name: ab'],
      ['twice with other options', { ...made, expireAfterSeconds: undefined, unique: true }, 86, 'the same name'],
      [
        'under the name of another',
        { key: { c: 1 }, name: 'ab' },
        86,
        'index: { v: 2, key: { c: 1 }, name: "ab" }, existing index: { v: 2, key: { a: 1, b: -1 }, name: "ab" }',
      ],
    ];
    let name: string;
    before(async () => {
      const collection = store.fresh();
      name = collection.collectionName;
      await collection.createIndex(made.key, { name: made.name });
    });
    for (const [what, spec, code, words] of expected) {
      it(what, async () => {
        const refused = await refusal(store.client.db('test'), { createIndexes: name, indexes: [spec] });
        expect(refused.message).to.include(words);
        expect(refused.code).to.equal(code);
      });
    }
    const drops: [what: string, index: unknown, code: number, words: string][] = [
      ['to be dropped by a name that none has', 'x', 27, 'index not found with name [x]'],
      ['to be dropped by keys that none has', { x: 1 }, 27, "can't find index with key"],
      ['to be dropped where they are of _id', '_id_', 72, 'cannot drop _id index'],
      ['to be dropped by a list of keys', [{ a: 1, b: -1 }], 14, "is the wrong type 'array', expected types '[string'"],
    ];
    for (const [what, index, code, words] of drops) {
      it(what, async () => {
        const refused = await refusal(store.client.db('test'), { dropIndexes: name, index });
        expect(refused.message).to.include(words);
        expect(refused.code).to.equal(code);
      });
    }
  });

  it('say which arrays of a document they cannot hold beside each other', async () => {
    const collection = store.fresh();
    await collection.createIndex({ 'a.b': 1, c: 1, d: 1 });
    const refused = await collection.insertOne({ a: { b: [1] }, c: 1, d: [2] }).catch((error) => error);
    expect(refused).to.include({ code: 171, message: 'cannot index parallel arrays [d] [b]' });
  });

  it('say whether they were there before', async () => {
    const create = { createIndexes: store.fresh().collectionName, indexes: [{ key: { a: 1 }, name: 'a_1' }] };
    const answers = [await store.client.db('test').command(create), await store.client.db('test').command(create)];
    expect(answers).to.deep.equal([
      { numIndexesBefore: 1, numIndexesAfter: 2, createdCollectionAutomatically: true, ok: 1 },
      { numIndexesBefore: 2, numIndexesAfter: 2, note: 'all indexes already exist', ok: 1 },
    ]);
  });

  it('are refused where one command asks for the same one twice, which then makes no collection', async () => {
    const db = store.client.db('test');
    const { collectionName } = store.fresh();
    const index = { key: { a: 1 }, name: 'a' };
    const both = (other: Document) => refusal(db, { createIndexes: collectionName, indexes: [index, other] });
    expect(await both(index)).to.deep.equal({ code: 68, message: 'Identical index already exists: a' });
    expect(await both({ ...index, name: 'b' })).to.include({ code: 85 });
    expect(await both({ ...index, key: { b: 1 } })).to.include({ code: 86 });
    expect(await db.listCollections({ name: collectionName }).toArray()).to.deep.equal([]);
  });

  it('count how often they were used to find, to count and to change, and not how often that was explained', async () => {
    const collection = store.fresh<{ _id: number; a: number; b?: number }>();
    const uses = async () => {
      const stats = await collection.aggregate([{ $indexStats: {} }]).toArray();
      for (const { accesses } of stats) expect(accesses.since).to.be.instanceOf(Date);
      return stats.map(({ accesses }) => Number(accesses.ops));
    };
    await collection.createIndex({ a: 1 });
    await collection.insertMany([1, 2].map((n) => ({ _id: n, a: n })));
    expect(await uses()).to.deep.equal([0, 0]);
    await collection.find({ a: 1 }).toArray();
    await collection.countDocuments({ a: 1 });
    await collection.updateMany({ a: 2 }, { $set: { b: 1 } });
    await collection.findOneAndUpdate({ _id: 2 }, { $set: { b: 2 } });
    await collection.find().toArray();
    await collection.find({ a: 1 }).explain();
    await collection.createIndex({ b: 1 });
    expect(await uses()).to.deep.equal([1, 3, 0]);
  });

  it('are read from one key up to another, and shown in place of what they found', async () => {
    const collection = store.fresh<{ _id: number; a: number; b: number }>();
    await collection.createIndex({ a: 1, b: -1 });
    await collection.insertMany(Array.from({ length: 20 }, (_, _id) => ({ _id, a: _id % 4, b: _id })));
    const bounded = collection.find({}, { hint: { a: 1, b: -1 }, min: { a: 1, b: 9 }, max: { a: 2, b: 10 } });
    expect((await bounded.toArray()).map(({ _id }) => _id)).to.deep.equal([9, 5, 1, 18, 14]);
    const keys = await collection.find({ a: 3 }, { returnKey: true, limit: 2 }).toArray();
    expect(keys).to.deep.equal([
      { a: 3, b: 19 },
      { a: 3, b: 15 },
    ]);
    const name = collection.collectionName;
    const unhinted = await refusal(store.client.db('test'), { find: name, min: { a: 1 } });
    expect(unhinted.code).to.equal(51173);
    const backwards = { find: name, min: { _id: 5 }, max: { _id: 4 }, hint: '_id_' };
    expect(await refusal(store.client.db('test'), backwards)).to.include({ code: 51175 });
  });

  it('with a time of expiry have overdue documents deleted, and no others', async () => {
    const dir = temporaryDir();
    const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));
    const used = async <T>(use: (sessions: Collection<{ _id: number; expires?: Date | Date[] }>) => Promise<T>) => {
      const server = await startServer({ dir });
      const client = await MongoClient.connect(server.uri);
      const result = await use(client.db('d').collection('sessions'));
      await client.close();
      await server.close();
      return result;
    };
    await used(async (sessions) => {
      await sessions.createIndex({ expires: 1 }, { expireAfterSeconds: 60 });
      const expiries = [at(0), at(9), at(10), undefined, [at(30), at(1)]];
      await sessions.insertMany(expiries.map((expires, _id) => (expires ? { _id, expires } : { _id })));
    });
    const store = new Store(dir);
    store.expire(at(10));
    await store.close();
    expect(await used((sessions) => sessions.distinct('_id'))).to.deep.equal([1, 2, 3]);
    rmSync(dir, { recursive: true });
  });
});
