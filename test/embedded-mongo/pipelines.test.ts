import { expect } from 'chai';
import { temporaryStore } from './temporary-store.ts';

describe('pipelines of the built-in store', function () {
  this.timeout(20_000);
  const store = temporaryStore();

  it('count by keys alone, with skip and limit, and nothing where nothing is', async () => {
    const collection = store.fresh();
    expect(await collection.countDocuments({ n: 1 })).to.equal(0);
    await collection.createIndex({ n: 1 });
    await collection.insertMany(Array.from({ length: 50 }, (_, i) => ({ n: i % 5 })));
    expect(await collection.countDocuments({ n: { $gte: 3 } })).to.equal(20);
    expect(await collection.countDocuments({ n: 1 }, { skip: 4, limit: 3 })).to.equal(3);
    expect(await collection.aggregate([{ $match: { n: 9 } }, { $count: 'n' }]).toArray()).to.deep.equal([]);
    expect(await collection.estimatedDocumentCount()).to.equal(50);
  });

  it('join by an index of the other collection', async () => {
    const [wards, ratings] = [store.fresh<{ _id: string }>(), store.fresh<{ _id: number; ward: string }>()];
    await wards.insertMany([{ _id: 'a' }, { _id: 'b' }]);
    await ratings.createIndex({ ward: 1 });
    await ratings.insertMany([
      { _id: 1, ward: 'a' },
      { _id: 2, ward: 'a' },
      { _id: 3, ward: 'c' },
    ]);
    const joined = await wards
      .aggregate([
        { $lookup: { from: ratings.collectionName, localField: '_id', foreignField: 'ward', as: 'r' } },
        { $sort: { _id: 1 } },
      ])
      .toArray();
    expect(joined).to.deep.equal([
      {
        _id: 'a',
        r: [
          { _id: 1, ward: 'a' },
          { _id: 2, ward: 'a' },
        ],
      },
      { _id: 'b', r: [] },
    ]);
  });

  it('write into a collection, merging with what is there or in place of it', async () => {
    const [from, into] = [
      store.fresh<{ _id: number; n: number }>(),
      store.fresh<{ _id: number; n?: number; kept?: boolean }>(),
    ];
    await from.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ]);
    await into.createIndex({ n: 1 });
    await into.insertOne({ _id: 1, kept: true });
    await from.aggregate([{ $merge: { into: into.collectionName, whenMatched: 'merge' } }]).toArray();
    expect(await into.find().sort({ _id: 1 }).toArray()).to.deep.equal([
      { _id: 1, kept: true, n: 1 },
      { _id: 2, n: 2 },
    ]);
    await from.aggregate([{ $match: { _id: 2 } }, { $out: into.collectionName }]).toArray();
    expect(await into.find().toArray()).to.deep.equal([{ _id: 2, n: 2 }]);
    expect((await into.indexes()).map(({ name }) => name)).to.deep.equal(['_id_', 'n_1']);
  });

  it('over many documents run beside other work, which goes on meanwhile', async () => {
    const collection = store.fresh<{ _id: number; n: number }>();
    const documents = Array.from({ length: 25_000 }, (_, _id) => ({ _id, n: _id % 10 }));
    await collection.insertMany(documents);
    let ended = false;
    const group = collection
      .aggregate([{ $group: { _id: '$n', count: { $sum: 1 } } }, { $sort: { _id: 1 } }])
      .toArray()
      .finally(() => {
        ended = true;
      });
    let between = 0;
    while (!ended) {
      await collection.findOne({ _id: 1 });
      between++;
    }
    expect(await group).to.deep.equal(Array.from({ length: 10 }, (_, _id) => ({ _id, count: 2500 })));
    expect(between).to.be.greaterThan(10);
    const wrong = await collection
      .aggregate([{ $group: { _id: { $nonsense: 1 } } }])
      .toArray()
      .catch(({ codeName }) => codeName);
    expect(wrong).to.equal('InvalidPipelineOperator');
    const all = await collection.aggregate([{ $addFields: { m: '$n' } }], { batchSize: 1000 }).toArray();
    expect(all.length).to.equal(25_000);
  });

  it('hand out their results in batches, as finds do, while documents come and go', async () => {
    const collection = store.fresh<{ _id: number; n: number }>();
    await collection.insertMany(Array.from({ length: 1000 }, (_, _id) => ({ _id, n: _id })));
    const cursor = collection
      .find({ n: { $gte: 0 } })
      .sort({ _id: 1 })
      .batchSize(10);
    const seen: number[] = [];
    for await (const { _id } of cursor) {
      seen.push(_id);
      if (_id === 100) await collection.deleteMany({ _id: { $gte: 500, $lt: 600 } });
    }
    // Those that went may have been read before they did.
    const stayed = seen.filter((id) => id < 500 || id >= 600);
    expect(stayed).to.deep.equal([...Array(500).keys(), ...Array.from({ length: 400 }, (_, n) => n + 600)]);
    expect(seen).to.deep.equal([...new Set(seen)].sort((a, b) => a - b));
    const closed = collection.find().batchSize(2);
    await closed.next();
    await closed.close();
    const { metrics } = await store.client.db('test').command({ serverStatus: 1 });
    expect(metrics.cursor.open.total).to.equal(0);
  });
});
