import { Decimal128, Double, Int32, Long } from 'bson';
import { expect } from 'chai';
import type { Document } from 'mongodb';
import { temporaryStore } from './temporary-store.ts';

describe('updates in the built-in store', () => {
  const store = temporaryStore();
  const codeOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 0,
      (error) => error.code,
    );

  it('keep the types of numbers from the insert to the answer', async () => {
    const collection = store.fresh<Document>();
    const numbers = {
      int: new Int32(7),
      long: Long.fromBigInt(2n ** 63n - 1n),
      small: Long.fromNumber(7),
      double: new Double(7),
      minusZero: new Double(-0),
      decimal: Decimal128.fromString('7.00'),
    };
    await collection.insertOne({ _id: 1 as never, ...numbers });
    const change = { int: new Int32(2147483647), small: new Int32(1), double: new Int32(1), decimal: new Double(0.5) };
    await collection.updateOne({}, { $inc: change, $set: { other: 1 } });
    const found = await collection.findOne({}, { promoteValues: false });
    expect(found).to.deep.include({
      int: Long.fromNumber(2147483654),
      long: numbers.long,
      small: Long.fromNumber(8),
      double: new Double(8),
      minusZero: new Double(-0),
    });
    expect(String(found?.decimal)).to.equal('7.500000000000000');
    expect(await codeOf(collection.updateOne({}, { $inc: { long: 1 } }))).to.equal(2);
  });

  it('tell by findAndModify what was found wrong on a document from what is wrong with the command', async () => {
    const collection = store.fresh<Document>();
    await collection.createIndex({ key: 1 }, { unique: true });
    await collection.insertMany([{ key: 1 }, { key: 2 }]);
    const message = (update: Document, options = {}) =>
      collection.findOneAndUpdate({ key: 1 }, update, options).catch((error) => error.message);
    const context = 'Plan executor error during findAndModify :: caused by :: ';
    expect(await message({ $push: { key: 1 } })).to.include(`${context}The field 'key' must be an array`);
    expect(await message({ $set: { key: 2 } })).to.include(`${context}E11000 duplicate key error`);
    expect(await message({ $inc: { key: 'x' } })).to.match(/^Cannot increment with non-numeric argument/);
    expect(await message({ $set: { x: 1 } }, { hint: 'none' })).to.not.include(context);
  });

  it('remove nothing by a findAndModify that cannot show what it removes', async () => {
    const collection = store.fresh();
    await collection.insertOne({ a: 1 });
    const projection = { b: { $divide: ['$a', 0] } };
    const fault = await collection.findOneAndDelete({}, { projection }).catch(({ code }: { code: number }) => code);
    expect(fault).to.equal(2);
    expect(await collection.countDocuments()).to.equal(1);
  });

  it('make of an upsert what filter and update say, and nothing that cannot be stored', async () => {
    const collection = store.fresh<Document>();
    const upsert = { upsert: true };
    expect(await codeOf(collection.replaceOne({ _id: 1 as never }, { _id: 2 as never, a: 1 }, upsert))).to.equal(66);
    expect(await codeOf(collection.replaceOne({ '_id.a': 1 }, { a: 1 }, upsert))).to.equal(55);
    expect(await codeOf(collection.replaceOne({ a: 1 }, { a: 1, $b: 2 }, upsert))).to.equal(52);
    expect(await codeOf(collection.updateOne({ _id: [1] as never }, { $set: { a: 1 } }, upsert))).to.equal(53);
    expect(await codeOf(collection.updateOne({ a: 1, $and: [{ a: 2 }] }, { $set: { b: 1 } }, upsert))).to.equal(54);
    expect(await collection.countDocuments()).to.equal(0);
    const { upsertedId } = await collection.updateOne({ 'a.b': 1, n: { $gt: 1 } }, { $set: { c: 2 } }, upsert);
    expect(await collection.find().toArray()).to.deep.equal([{ _id: upsertedId, a: { b: 1 }, c: 2 }]);
  });

  it('leave a document as it was when one of them is refused', async () => {
    const collection = store.fresh<Document>();
    await collection.insertOne({ _id: 1 as never, a: 1, b: 'x' });
    expect(await codeOf(collection.updateOne({}, { $inc: { a: 1, b: 1 } }))).to.equal(14);
    expect(await codeOf(collection.replaceOne({}, { a: 1, $b: 2 }))).to.equal(52);
    expect(await codeOf(collection.replaceOne({ a: 1 }, { _id: 2 as never }))).to.equal(66);
    expect(await collection.findOne()).to.deep.equal({ _id: 1, a: 1, b: 'x' });
  });

  it('find the place for $ under the collation of the query', async () => {
    const collection = store.fresh<Document>();
    await collection.insertOne({ names: ['x', 'Dấn'] });
    const collation = { locale: 'vi', strength: 1 };
    await collection.updateOne({ names: 'dân' }, { $set: { 'names.$': 'found' } }, { collation });
    expect((await collection.findOne())?.names).to.deep.equal(['x', 'found']);
  });
});
