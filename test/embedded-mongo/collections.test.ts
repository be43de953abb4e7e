import { expect } from 'chai';
import { Binary, type Document } from 'mongodb';
import { refusal } from './refusal.ts';
import { temporaryStore } from './temporary-store.ts';

describe('collections of the built-in store', () => {
  const store = temporaryStore();
  const db = () => store.client.db('test');

  const kinds: Document[] = [
    { capped: true, size: 1000 },
    { validator: { a: 1 } },
    { viewOn: 'other', pipeline: [] },
    { timeseries: { timeField: 'at' } },
    { collation: { locale: 'vi' } },
    { changeStreamPreAndPostImages: { enabled: true } },
    { encryptedFields: { fields: [{}] } },
  ];
  for (const options of kinds) {
    it(`are not made with ${Object.keys(options)[0]}`, async () => {
      expect(await refusal(db(), { create: 'special', ...options })).to.include({ code: 115 });
      expect(await db().listCollections({ name: 'special' }).toArray()).to.deep.equal([]);
    });
  }

  it('do not have the names that MongoDB keeps for itself', async () => {
    expect(await refusal(db(), { create: 'system.views' })).to.include({ code: 73 });
    expect(await refusal(db(), { insert: 'system.js', documents: [{}] })).to.include({ code: 73 });
  });

  it('are made once, listed with what they are, and gone when dropped', async () => {
    await db().createCollection('wards');
    expect(await db().command({ create: 'wards' }), 'the same again').to.deep.equal({ ok: 1 });
    const clusteredIndex = { key: { _id: 1 }, unique: true };
    expect(await refusal(db(), { create: 'wards', clusteredIndex })).to.include({ code: 48 });
    const [listed] = await db().listCollections({ name: 'wards' }).toArray();
    expect(listed).to.deep.include({
      name: 'wards',
      type: 'collection',
      options: {},
      idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
    });
    const uuid = (listed as { info: { uuid: Binary } }).info.uuid;
    expect(uuid.sub_type).to.equal(Binary.SUBTYPE_UUID);
    expect(await db().listCollections({ name: 'wards' }, { nameOnly: true }).toArray()).to.deep.equal([
      { name: 'wards', type: 'collection' },
    ]);
    await db().dropCollection('wards');
    expect(await db().listCollections({ name: 'wards' }).toArray()).to.deep.equal([]);
  });

  it('say so when they were asked to be clustered, as they all are', async () => {
    const clusteredIndex = { key: { _id: 1 }, unique: true, name: 'by id' };
    await db().createCollection('clustered', { clusteredIndex });
    const [listed] = await db().listCollections({ name: 'clustered' }).toArray();
    expect(listed).to.deep.include({ options: { clusteredIndex: { v: 2, ...clusteredIndex } } });
    expect(await db().collection('clustered').indexes()).to.deep.equal([{ v: 2, ...clusteredIndex, clustered: true }]);
  });

  it('get another name, and another collection only where that may go', async () => {
    const admin = store.client.db('admin');
    await db().collection('old').insertOne({ a: 1 });
    await db().collection('taken').insertOne({ a: 2 });
    const rename = (to: string, from = 'old') => ({ renameCollection: `test.${from}`, to: `test.${to}` });
    expect(await refusal(admin, rename('old'))).to.include({ code: 20 });
    expect(await refusal(admin, rename('new', 'none'))).to.include({ code: 26 });
    expect(await refusal(admin, rename('taken'))).to.include({ code: 48 });
    await admin.command({ ...rename('taken'), dropTarget: true });
    expect(await db().collection('taken').countDocuments({ a: 1 })).to.equal(1);
    expect(await db().collection('old').countDocuments()).to.equal(0);
  });

  it('say how large they are', async () => {
    const collection = store.fresh<{ text: string }>();
    await collection.createIndex({ text: 1 });
    await collection.insertMany(Array.from({ length: 500 }, (_, i) => ({ text: `${i} `.padEnd(100, 'x') })));
    const sizes = await db().command({ collStats: collection.collectionName });
    expect(sizes).to.include({ count: 500, nindexes: 2, avgObjSize: 133, size: 66_500, scaleFactor: 1 });
    expect(sizes.indexSizes.text_1).to.be.greaterThan(50_000);
    const [stage] = await collection.aggregate([{ $collStats: { count: {}, storageStats: {} } }]).toArray();
    expect(stage).to.deep.include({ count: 500 });
    expect(stage?.storageStats).to.include({ size: 66_500 });
    const none = store.fresh();
    expect(await db().command({ collStats: none.collectionName })).to.include({ count: 0, nindexes: 0 });
    const missing = await none
      .aggregate([{ $collStats: { storageStats: {} } }])
      .toArray()
      .catch((error) => error);
    expect(missing).to.include({ code: 26 });
    expect(missing.message).to.include(`Collection [${none.namespace}] not found`);
    const all = await db().stats();
    expect(all.dataSize).to.be.greaterThan(66_500);
    expect(all.fsUsedSize).to.be.within(1, all.fsTotalSize);
    const { databases } = await store.client.db().admin().listDatabases();
    expect(databases.find(({ name }) => name === 'test')?.sizeOnDisk).to.be.greaterThan(100_000);
  });

  it('are validated with what older drivers ask for, and answered in full', async () => {
    const collection = store.fresh();
    await collection.createIndex({ a: 1 });
    await collection.insertMany([{ a: 1 }, { a: [2, 3] }]);
    const asked = { validate: collection.collectionName, scandata: false, full: false };
    expect(await db().command(asked)).to.deep.equal({
      ns: collection.namespace,
      nInvalidDocuments: 0,
      nNonCompliantDocuments: 0,
      nrecords: 2,
      nIndexes: 2,
      keysPerIndex: { _id_: 2, a_1: 3 },
      indexDetails: { _id_: { valid: true }, a_1: { valid: true } },
      valid: true,
      repaired: false,
      warnings: [],
      errors: [],
      extraIndexEntries: [],
      missingIndexEntries: [],
      corruptRecords: [],
      ok: 1,
    });
  });

  it('are changed by collMod in what an index hides and when it expires, and in nothing else', async () => {
    const collection = store.fresh();
    await collection.createIndex({ a: 1 });
    const change = (index: Document) => db().command({ collMod: collection.collectionName, index });
    const usesIndex = async () =>
      (await collection.find({ a: 1 }).explain()).queryPlanner.winningPlan.stage === 'FETCH';
    expect(await change({ name: 'a_1', hidden: true })).to.include({ hidden_old: false, hidden_new: true });
    expect(await usesIndex()).to.equal(false);
    const hinted = { find: collection.collectionName, hint: 'a_1' };
    expect(await refusal(db(), hinted)).to.include({ code: 2 });
    await change({ keyPattern: { a: 1 }, hidden: false });
    expect(await usesIndex()).to.equal(true);
    expect(await change({ name: 'a_1', expireAfterSeconds: 60 })).to.include({ expireAfterSeconds_new: 60 });
    expect((await collection.indexes())[1]).to.include({ expireAfterSeconds: 60 });
    expect(await refusal(db(), { collMod: collection.collectionName, validator: { a: 1 } })).to.include({ code: 115 });
    expect(await refusal(db(), { collMod: 'none', index: { name: 'a_1', hidden: true } })).to.include({ code: 26 });
  });

  it('have an index made unique once it takes no more duplicates and holds none', async () => {
    const collection = store.fresh<{ _id: number; x: number }>();
    await collection.createIndex({ x: 1 });
    const documents = [1, 1, 2, 3, 3].map((x, i) => ({ _id: i + 1, x }));
    await collection.insertMany(documents);
    const change = (index: Document) => ({
      collMod: collection.collectionName,
      index: { keyPattern: { x: 1 }, ...index },
    });
    expect(await refusal(db(), change({ unique: true }))).to.include({ code: 72 });
    expect(await db().command(change({ prepareUnique: true }))).to.include({ prepareUnique_new: true });
    const insert = (document: Document) => refusal(db(), { insert: collection.collectionName, documents: [document] });
    expect(await insert({ _id: 6, x: 2 })).to.include({ code: 11000 });
    await collection.insertOne({ _id: 7, x: 7 });
    const violated = await db()
      .command(change({ unique: true }))
      .catch((error) => error.errorResponse);
    expect(violated).to.deep.include({ code: 359, violations: [{ ids: [1, 2] }, { ids: [4, 5] }] });
    await collection.deleteMany({ _id: { $in: [2, 5] } });
    expect(await db().command(change({ unique: true }))).to.include({ unique_new: true });
    expect((await collection.indexes())[1]).to.deep.equal({ v: 2, key: { x: 1 }, name: 'x_1', unique: true });
    expect(await insert({ _id: 8, x: 2 })).to.include({ code: 11000 });
    const checked = await db().command({ validate: collection.collectionName });
    expect(checked).to.include({ valid: true, nrecords: 4 });
  });
});
