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
