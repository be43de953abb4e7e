import { expect } from 'chai';
import { temporaryStore } from './temporary-store.ts';

describe('long writes of the built-in store', function () {
  this.timeout(60_000);
  const store = temporaryStore();

  const numbered = (count: number) => Array.from({ length: count }, (_, _id) => ({ _id, n: _id % 2 }));

  /** Inserts one document after the other until the long write is done; tells how many went in before that. */
  async function insertedBefore(end: Promise<unknown>): Promise<number> {
    const others = store.fresh();
    let ended = false;
    const watched = end.finally(() => {
      ended = true;
    });
    let inserted = 0;
    for (; !ended; inserted++) await others.insertOne({});
    await watched;
    return inserted;
  }

  it('leave their turn to others after every single document', async () => {
    const collection = store.fresh<{ _id: number; n: number }>();
    await collection.insertMany(numbered(5000));
    const updates = numbered(5000).map(({ _id }) => ({ updateOne: { filter: { _id }, update: { $inc: { n: 2 } } } }));
    const bulk = collection.bulkWrite(updates);
    expect(await insertedBefore(bulk)).to.be.greaterThan(1);
    expect(await bulk).to.include({ matchedCount: 5000, modifiedCount: 5000 });
    const many = collection.updateMany({}, { $inc: { n: 2 } });
    expect(await insertedBefore(many)).to.be.greaterThan(1);
    expect(await many).to.include({ matchedCount: 5000, modifiedCount: 5000 });
    const half = collection.deleteMany({ n: { $mod: [2, 0] } });
    expect(await insertedBefore(half)).to.be.greaterThan(1);
    expect(await half).to.include({ deletedCount: 2500 });
    expect(await collection.countDocuments({ n: 5 })).to.equal(2500);
  });

  it('change every document once, also when that moves it in the index that finds it', async () => {
    const collection = store.fresh<{ _id: number; n: number }>();
    await collection.createIndex({ n: 1 });
    await collection.insertMany(numbered(3000));
    const all = { n: { $gte: 0 } };
    expect(await collection.updateMany(all, { $inc: { n: 1000 } }, { hint: { n: 1 } })).to.include({
      matchedCount: 3000,
      modifiedCount: 3000,
    });
    expect(await collection.distinct('n')).to.deep.equal([1000, 1001]);
  });

  /** Adds up numbers, so many of them. */
  const sumOf = (count: number) => ({
    $reduce: { input: { $range: [0, count] }, initialValue: 0, in: { $add: ['$$value', '$$this'] } },
  });

  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'none',
      ({ code }) => code,
    );

  it('are refused when the expressions for one document go on and on, and leave it as it was', async () => {
    const collection = store.fresh<{ _id: number; n: number }>();
    await collection.insertOne({ _id: 1, n: 1 });
    const sum = sumOf(5_000_000);
    const endless = { $expr: { $gte: [sum, 0] } };
    const merge = { into: collection.collectionName, whenMatched: [{ $set: { sum } }] };
    for (const write of [
      () => collection.updateOne({ _id: 1 }, [{ $set: { sum } }]),
      () => collection.updateMany({}, [{ $set: { sum } }]),
      () => collection.updateOne({ _id: 2 }, [{ $set: { sum } }], { upsert: true }),
      () => collection.updateOne(endless, { $inc: { n: 1 } }),
      () => collection.updateMany(endless, { $inc: { n: 1 } }),
      () => collection.updateOne({}, [{ $set: { n: '$$sum' } }], { let: { sum } }),
      () => collection.deleteOne(endless),
      () => collection.deleteMany(endless),
      () => collection.findOneAndUpdate({ _id: 1 }, [{ $set: { sum } }]),
      () => collection.findOneAndUpdate({ _id: 1 }, { $inc: { n: 0 } }, { projection: { sum } }),
      () => collection.findOneAndDelete(endless),
      () => collection.aggregate([{ $match: { _id: 1 } }, { $merge: merge }]).toArray(),
    ]) {
      expect(await codeOf(write()), String(write)).to.equal(50);
    }
    expect(await collection.find().toArray()).to.deep.equal([{ _id: 1, n: 1 }]);
  });

  it('give a regular expression up that goes on and on, and leave the document as it was', async () => {
    const collection = store.fresh<{ _id: number; text: string; n: number }>();
    await collection.insertOne({ _id: 1, text: `${'a'.repeat(60)}b`, n: 1 });
    const regex = '^(a+)+$';
    for (const write of [
      () => collection.updateMany({ text: { $regex: regex } }, { $inc: { n: 1 } }),
      () => collection.updateOne({}, [{ $set: { n: { $regexMatch: { input: '$text', regex } } } }]),
      () => collection.deleteOne({ text: { $regex: regex, $options: 'i' } }),
    ]) {
      expect(await codeOf(write()), String(write)).to.equal(51156);
    }
    expect(await collection.countDocuments({ n: 1 })).to.equal(1);
  });

  it('end half-way when they take longer than they may, and what was changed stays', async () => {
    const collection = store.fresh<{ _id: number; n: number }>();
    await collection.insertMany(numbered(5000));
    const slow = [{ $set: { n: { $add: [{ $multiply: [sumOf(6000), 0] }, 7] } } }];
    expect(await codeOf(collection.updateMany({}, slow, { maxTimeMS: 500 }))).to.equal(50);
    const changed = await collection.countDocuments({ n: 7 });
    expect(changed).to.be.within(1, 4999);
    const bulk = Array.from({ length: 5000 }, (_, _id) => ({ q: { _id }, u: slow }));
    const update = { update: collection.collectionName, updates: bulk, ordered: false, maxTimeMS: 500 };
    expect(await codeOf(store.client.db('test').command(update))).to.equal(50);
    const slowly = { $expr: { $gte: [sumOf(6000), 0] } };
    const deletion = { delete: collection.collectionName, deletes: [{ q: slowly, limit: 0 }], maxTimeMS: 500 };
    expect(await codeOf(store.client.db('test').command(deletion))).to.equal(50);
    expect(await collection.countDocuments()).to.be.within(1, 4999);
    const never = { $expr: { $lt: [sumOf(6000), 0] } };
    const claim = { $set: { n: 0 } };
    expect(await codeOf(collection.findOneAndUpdate(never, claim, { maxTimeMS: 50 }))).to.equal(50);
  });

  it('of a pipeline end when they take longer than they may: what was merged stays, what should be replaced too', async () => {
    const [from, into] = [store.fresh<{ _id: number; n: number }>(), store.fresh<{ _id: number; n: number }>()];
    await from.insertMany(numbered(3000));
    await into.insertMany(numbered(3000));
    const whenMatched = [{ $set: { n: { $add: [{ $multiply: [sumOf(6000), 0] }, 7] } } }];
    const merge = { $merge: { into: into.collectionName, whenMatched } };
    expect(await codeOf(from.aggregate([merge], { maxTimeMS: 500 }).toArray())).to.equal(50);
    const merged = await into.countDocuments({ n: 7 });
    expect(merged).to.be.within(1, 2999);
    const out = [{ $unset: 'n' }, { $out: into.collectionName }];
    expect(await codeOf(from.aggregate(out, { maxTimeMS: 1 }).toArray())).to.equal(50);
    expect(await into.countDocuments({ n: 7 })).to.equal(merged);
  });

  it('leave no index behind whose building takes longer than it may', async () => {
    const collection = store.fresh();
    await collection.insertMany(Array.from({ length: 20_000 }, (_, n) => ({ n })));
    const create = { createIndexes: collection.collectionName, indexes: [{ key: { n: 1 }, name: 'n_1' }] };
    const build = (maxTimeMS: number) => codeOf(store.client.db('test').command({ ...create, maxTimeMS }));
    expect(await build(5)).to.equal(50);
    expect(await collection.indexes()).to.have.length(1);
    expect(await build(60_000)).to.equal('none');
    expect(await collection.indexes()).to.have.length(2);
  });

  it('give a document to one only of those who claim the first by an order without an index', async () => {
    const collection = store.fresh<{ _id: number; rank: number; taken?: boolean }>();
    await collection.insertMany(Array.from({ length: 2000 }, (_, _id) => ({ _id, rank: (_id * 7) % 2000 })));
    const claimed = await Promise.all(
      Array.from({ length: 20 }, () =>
        collection.findOneAndUpdate({ taken: { $ne: true } }, { $set: { taken: true } }, { sort: { rank: 1 } }),
      ),
    );
    const ranks = claimed.map((document) => document?.rank ?? -1).sort((a, b) => a - b);
    expect(ranks).to.deep.equal(Array.from({ length: 20 }, (_, rank) => rank));
  });
});
