import { expect } from 'chai';
import { temporaryStore } from './temporary-store.ts';

describe('unique indexes of the built-in store', () => {
  const store = temporaryStore();
  const codeOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 0,
      (error) => error.code,
    );

  it('refuse the second document of a value by insert, update and upsert, and say which value it was', async () => {
    const collection = store.fresh();
    await collection.createIndex({ source: 1, externalId: 1 }, { unique: true });
    await collection.insertMany([
      { source: 'a', externalId: '1' },
      { source: 'a', externalId: '2' },
    ]);
    const refusal = await collection.insertOne({ source: 'a', externalId: '1' }).catch((error) => error);
    expect(refusal).to.deep.include({
      code: 11000,
      keyPattern: { source: 1, externalId: 1 },
      keyValue: { source: 'a', externalId: '1' },
    });
    expect(refusal.message).to.equal(
      `E11000 duplicate key error collection: ${collection.namespace} index: source_1_externalId_1 dup key: { source: "a", externalId: "1" }`,
    );
    expect(await codeOf(collection.updateOne({ externalId: '2' }, { $set: { externalId: '1' } }))).to.equal(11000);
    expect(
      await codeOf(collection.updateOne({ n: 3 }, { $set: { source: 'a', externalId: '1' } }, { upsert: true })),
    ).to.equal(11000);
    expect(await codeOf(collection.findOneAndReplace({ externalId: '2' }, { source: 'a', externalId: '1' }))).to.equal(
      11000,
    );
    expect(await collection.countDocuments()).to.equal(2);
  });

  it('make one document of 64 upserts of one key at the same time', async () => {
    const collection = store.fresh();
    await collection.createIndex({ key: 1 }, { unique: true });
    const upsert = () => collection.updateOne({ key: 'k' }, { $inc: { n: 1 } }, { upsert: true });
    const results = await Promise.all(Array.from({ length: 64 }, upsert));
    expect(results.filter(({ upsertedCount }) => upsertedCount).length).to.equal(1);
    expect(await collection.find({}, { projection: { _id: 0 } }).toArray()).to.deep.equal([{ key: 'k', n: 64 }]);
  });

  it('let one of many inserts of one key through', async () => {
    const collection = store.fresh();
    await collection.createIndex({ key: 1 }, { unique: true });
    const codes = await Promise.all(Array.from({ length: 50 }, () => codeOf(collection.insertOne({ key: 'k' }))));
    expect(codes.filter((code) => code === 0).length).to.equal(1);
    expect(codes.filter((code) => code === 11000).length).to.equal(49);
  });

  it('count a missing value as one value, unless they are sparse', async () => {
    const [dense, sparse] = [store.fresh(), store.fresh()];
    await dense.createIndex({ key: 1 }, { unique: true });
    await sparse.createIndex({ key: 1 }, { unique: true, sparse: true });
    expect(await codeOf(dense.insertMany([{}, {}]))).to.equal(11000);
    expect(await codeOf(sparse.insertMany([{}, {}, { key: null }]))).to.equal(0);
    expect(await codeOf(sparse.insertOne({ key: null }))).to.equal(11000);
  });

  it('bind only the documents of their partial filter, which a document can enter and leave', async () => {
    const collection = store.fresh<{ _id: number; key: string; state: string }>();
    await collection.createIndex({ key: 1 }, { unique: true, partialFilterExpression: { state: 'open' } });
    await collection.insertMany([
      { _id: 1, key: 'k', state: 'closed' },
      { _id: 2, key: 'k', state: 'closed' },
      { _id: 3, key: 'k', state: 'open' },
    ]);
    const open = () => codeOf(collection.updateOne({ _id: 1 }, { $set: { state: 'open' } }));
    expect(await open()).to.equal(11000);
    await collection.updateOne({ _id: 3 }, { $set: { state: 'closed' } });
    expect(await open()).to.equal(0);
  });

  it('hold one number in all its types for one value, and every element of an array', async () => {
    const collection = store.fresh();
    await collection.createIndex({ key: 1 }, { unique: true });
    await collection.insertOne({ key: [1, 2, 2] });
    expect(await codeOf(collection.insertOne({ key: 2 }))).to.equal(11000);
    expect(await codeOf(collection.insertOne({ key: [3, 4] }))).to.equal(0);
    expect(await codeOf(collection.insertOne({ key: 4.5 }))).to.equal(0);
  });

  it('tell long values apart that begin alike', async () => {
    const collection = store.fresh();
    await collection.createIndex({ key: 1 }, { unique: true });
    const long = 'x'.repeat(5000);
    await collection.insertMany([{ key: `${long}a` }, { key: `${long}b` }]);
    expect(await codeOf(collection.insertOne({ key: `${long}a` }))).to.equal(11000);
    expect(await collection.countDocuments({ key: `${long}b` })).to.equal(1);
  });

  it('are not made over documents that contradict them', async () => {
    const collection = store.fresh();
    await collection.insertMany([{ key: 1 }, { key: 1 }]);
    const fault = await collection.createIndex({ key: 1 }, { unique: true }).catch((error) => error);
    expect(fault).to.deep.include({ code: 11000, keyPattern: { key: 1 }, keyValue: { key: 1 } });
    const message = fault.message.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UUID');
    const { namespace } = collection;
    expect(message).to.equal(
      `Index build failed: UUID: Collection ${namespace} ( UUID ) :: caused by :: ` +
        `E11000 duplicate key error collection: ${namespace} index: key_1 dup key: { key: 1 }`,
    );
    expect((await collection.indexes()).map(({ name }) => name)).to.deep.equal(['_id_']);
    expect(await codeOf(collection.insertOne({ key: 1 }))).to.equal(0);
  });
});
