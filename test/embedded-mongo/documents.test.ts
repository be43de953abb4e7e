import { expect } from 'chai';
import { Binary, type CollationOptions, DBRef, Decimal128, Double, Int32, Long, ObjectId } from 'mongodb';
import { refusal } from './refusal.ts';
import { temporaryStore } from './temporary-store.ts';

describe('documents in the built-in store', () => {
  const store = temporaryStore();

  it('come back as they went in, every BSON type with its own', async () => {
    const collection = store.fresh();
    const document = {
      _id: new ObjectId(),
      double: new Double(2),
      int: new Int32(2),
      long: Long.fromString('9007199254740993'),
      decimal: Decimal128.fromString('0.10'),
      date: new Date(0),
      text: 'Ý Dân \u{1f600}',
      nothing: null,
      list: [new Int32(1), 'hai', { ba: true }],
      bytes: new Binary(Buffer.from([1, 2, 3])),
      pattern: /^phường/i,
    };
    await collection.insertOne(document);
    const raw = await collection.findOne({}, { promoteValues: false });
    expect(raw).to.deep.equal(document);
  });

  it('come back whole from a scan, however large, also while others are looked up', async () => {
    const collection = store.fresh<{ _id: number; text: string; next: number }>();
    const sizes = [0, 1_200_000, 10, 40_000, 300, 70_000, 600_000, 5_000, 200_000];
    const documents = sizes.map((size, _id) => ({ _id, text: `${_id}`.repeat(size), next: (_id + 4) % sizes.length }));
    await collection.insertMany(documents);
    expect(await collection.find({ text: { $exists: true } }).toArray()).to.deep.equal(documents);
    const from = collection.collectionName;
    const looking = { from, localField: 'next', foreignField: '_id', as: 'found' };
    const found = await collection.aggregate([{ $lookup: looking }, { $sort: { _id: 1 } }]).toArray();
    expect(found).to.deep.equal(documents.map((each) => ({ ...each, found: [documents[each.next]] })));
  });

  it('get an _id when they bring none, and have it first', async () => {
    const collection = store.fresh();
    await collection.insertOne({ a: 1, _id: 7 as never });
    await store.client.db('test').command({ insert: collection.collectionName, documents: [{ b: 2 }] });
    const found = await collection.find().sort({ a: 1 }).toArray();
    expect(found.map((document) => Object.keys(document))).to.deep.equal([
      ['_id', 'b'],
      ['_id', 'a'],
    ]);
    expect(found[0]?._id).to.be.instanceOf(ObjectId);
  });

  it('are found by an _id of any length that goes in', async () => {
    const collection = store.fresh<{ _id: string; n: number }>();
    const ids = [390, 400, 1000, 1970].map((length) => 'x'.repeat(length));
    await collection.insertMany(ids.map((_id, n) => ({ _id, n })));
    for (const [n, _id] of ids.entries()) {
      expect(await collection.find({ _id }).toArray()).to.deep.equal([{ _id, n }]);
      expect(await collection.countDocuments({ _id: { $in: [_id, 'x'.repeat(5000)] } })).to.equal(1);
      expect((await collection.find({}).hint('_id_').min({ _id }).sort({ _id: 1 }).limit(1).next())?.n).to.equal(n);
      expect((await collection.updateOne({ _id }, { $set: { n } })).matchedCount).to.equal(1);
    }
    expect(await collection.findOne({ _id: 'x'.repeat(5000) })).to.equal(null);
    expect(await collection.countDocuments({ _id: { $gt: 'x'.repeat(400) } })).to.equal(2);
  });

  it('are refused an _id that is too long beside what an index holds of them, and nobody else notices', async () => {
    const collection = store.fresh<{ _id: string; a?: string }>();
    await collection.createIndex({ a: 1 });
    const long = { _id: 'x'.repeat(1900) };
    await collection.insertOne(long);
    const a = 'y'.repeat(300);
    const update = () => collection.updateOne(long, { $set: { a } });
    const code = (answer: Promise<unknown>) => answer.then(() => 0).catch((error: { code: number }) => error.code);
    const inserts = ['z'.repeat(1900), 'short'].map((_id) => collection.insertOne({ _id, a }));
    expect(await Promise.all([update(), ...inserts].map(code))).to.deep.equal([17280, 17280, 0]);
    await collection.dropIndex('a_1');
    await update();
    expect(await code(collection.createIndex({ a: 1 }))).to.equal(17280);
    expect(await collection.indexes()).to.have.length(1);
  });

  it('are refused an _id that MongoDB would not store', async () => {
    const db = store.client.db('test');
    const insert = (_id: unknown) => refusal(db, { insert: 'ids', documents: [{ _id }] });
    expect(await insert([1])).to.include({ code: 53 });
    expect(await insert(/a/)).to.include({ code: 53 });
    expect(await insert({ $a: 1 })).to.include({ code: 52 });
    expect(await insert({ a: [{ $b: 1 }] })).to.include({ code: 52 });
    const stored = [null, { 'a.b': 1 }, new DBRef('other', new ObjectId())];
    await db.command({ insert: 'ids', documents: stored.map((_id) => ({ _id, $a: 1, b: { $c: 1 } })) });
    expect(await db.collection('ids').countDocuments()).to.equal(stored.length);
  });

  it('are refused where they are none, by their place', async () => {
    const insert = store.client.db('test').command({ insert: 'none', documents: [{ a: 1 }, 1.5] });
    const error = await insert.catch((refused: Error) => refused);
    expect(error).to.deep.include({ code: 14, codeName: 'TypeMismatch' });
    expect(error).to.have.property(
      'message',
      "BSON field 'insert.documents.1' is the wrong type 'double', expected type 'object'",
    );
    expect(await store.client.db('test').collection('none').countDocuments()).to.equal(0);
  });

  it('are changed by operators, replaced whole, made by upserts and deleted', async () => {
    const collection = store.fresh<{ _id: number; n?: number; text?: string }>();
    await collection.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
      { _id: 3, n: 3 },
    ]);
    expect(await collection.updateMany({ n: { $gte: 2 } }, { $inc: { n: 10 } })).to.include({
      matchedCount: 2,
      modifiedCount: 2,
    });
    expect(await collection.updateOne({ _id: 1 }, { $set: { n: 1 } })).to.include({
      matchedCount: 1,
      modifiedCount: 0,
    });
    expect(await collection.replaceOne({ _id: 1 }, { text: 'mới' })).to.include({ modifiedCount: 1 });
    expect(await collection.updateOne({ _id: 4, n: 4 }, { $set: { text: 'bốn' } }, { upsert: true })).to.include({
      upsertedId: 4,
    });
    expect(await collection.deleteOne({ n: 12 })).to.include({ deletedCount: 1 });
    expect(await collection.find().sort({ _id: 1 }).toArray()).to.deep.equal([
      { _id: 1, text: 'mới' },
      { _id: 3, n: 13 },
      { _id: 4, n: 4, text: 'bốn' },
    ]);
  });

  it('are claimed by one client only when many find and modify them by their state', async () => {
    const collection = store.fresh<{ _id: number; state: string; by?: number }>();
    await collection.insertMany(Array.from({ length: 20 }, (_, _id) => ({ _id, state: 'open' })));
    const claim = (by: number) =>
      collection.findOneAndUpdate(
        { state: 'open' },
        { $set: { state: 'claimed', by } },
        { sort: { _id: 1 }, returnDocument: 'after' },
      );
    const claimed = await Promise.all(Array.from({ length: 64 }, (_, by) => claim(by)));
    const ids = claimed.flatMap((document) => (document ? [document._id] : []));
    expect(ids.sort((a, b) => a - b)).to.deep.equal(Array.from({ length: 20 }, (_, i) => i));
  });

  it('lose no step of a counter that many clients raise at once', async () => {
    const collection = store.fresh<{ _id: string; n: number }>();
    await Promise.all(
      Array.from({ length: 200 }, () => collection.updateOne({ _id: 'c' }, { $inc: { n: 1 } }, { upsert: true })),
    );
    expect(await collection.findOne({ _id: 'c' })).to.deep.equal({ _id: 'c', n: 200 });
  });

  it('go in up to the one that is refused in order, and all but the refused out of order', async () => {
    const ids = async (ordered: boolean) => {
      const collection = store.fresh<{ _id: number }>();
      const refusal = await collection
        .insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }], { ordered })
        .catch((error) => error);
      expect(refusal).to.include({ code: 11000, insertedCount: ordered ? 1 : 2 });
      expect(refusal.writeErrors[0]).to.include({ index: 1, code: 11000 });
      return collection.distinct('_id');
    };
    expect(await ids(true)).to.deep.equal([1]);
    expect(await ids(false)).to.deep.equal([1, 2]);
  });

  it('are projected to what was asked for', async () => {
    const collection = store.fresh<{ _id: number; a: number; b: { c: number; d: number } }>();
    await collection.insertOne({ _id: 1, a: 1, b: { c: 2, d: 3 } });
    const projected = (projection: object) => collection.findOne({}, { projection });
    expect(await projected({ a: 1 })).to.deep.equal({ _id: 1, a: 1 });
    expect(await projected({ a: true, _id: 0 })).to.deep.equal({ a: 1 });
    expect(await projected({ a: 0 })).to.deep.equal({ _id: 1, b: { c: 2, d: 3 } });
    expect(await projected({ 'b.c': 1 })).to.deep.equal({ _id: 1, b: { c: 2 } });
    const named = collection.findOne(
      {},
      {
        projection: { a: '$$v', same: { $eq: ['A', 'a'] } },
        ...{ let: { v: 7 } },
        collation: { locale: 'en', strength: 1 },
      },
    );
    expect(await named).to.deep.equal({ _id: 1, a: 7, same: true });
  });

  it('are sorted as a language asks when a query says which', async () => {
    const collection = store.fresh<{ _id: number; name: string }>();
    const names = ['Đống Đa', 'Ê', 'Dân', 'an', 'Án', 'E', 'Zu', 'phường 10', 'phường 9'];
    await collection.createIndex({ name: 1 });
    await collection.insertMany(names.map((name, _id) => ({ _id, name })));
    const inOrder = async (collation: CollationOptions) =>
      (await collection.find({}, { collation }).sort({ name: 1 }).toArray()).map(({ name }) => name);
    const vietnamese = ['an', 'Án', 'Dân', 'Đống Đa', 'E', 'Ê', 'phường 9', 'phường 10', 'Zu'];
    expect(await inOrder({ locale: 'vi', numericOrdering: true })).to.deep.equal(vietnamese);
    expect(await inOrder({ locale: 'simple' })).to.deep.equal(
      [...names].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
    );
  });

  it('are found, changed and told apart as a language asks when a query says which', async () => {
    const collection = store.fresh<{ name: string; n?: number }>();
    await collection.createIndex({ name: 1 });
    await collection.insertMany([
      { name: 'Quận Một' },
      { name: 'quận một' },
      { name: 'quân môt' },
      { name: 'Đống Đa' },
    ]);
    const count = (name: string, strength: number) =>
      collection.countDocuments({ name }, { collation: { locale: 'vi', strength } });
    expect(await Promise.all([1, 2, 3].map((strength) => count('QUẬN MỘT', strength)))).to.deep.equal([3, 2, 0]);
    expect(await count('dong da', 1)).to.equal(0);
    const collation = { locale: 'vi_VN', strength: 2 };
    expect(await collection.updateMany({ name: 'QUẬN MỘT' }, { $set: { n: 1 } }, { collation })).to.include({
      modifiedCount: 2,
    });
    expect(await collection.distinct('name', { n: 1 }, { collation })).to.deep.equal(['Quận Một']);
    expect(await collection.deleteMany({ name: { $in: ['QUẬN MỘT'] } }, { collation })).to.include({ deletedCount: 2 });
    const unknown = await collection
      .findOne({}, { collation: { locale: 'no such' } })
      .catch(({ codeName }) => codeName);
    expect(unknown).to.equal('BadValue');
  });

  it('are written also by clients that do not wait for an answer', async () => {
    const collection = store.fresh();
    await collection.insertOne({ a: 1 }, { writeConcern: { w: 0 } });
    while ((await collection.countDocuments()) < 1) await new Promise((resolve) => setImmediate(resolve));
    expect(await collection.countDocuments({ a: 1 })).to.equal(1);
  });
});
