import { expect } from 'chai';
import type { Collection, Document } from 'mongodb';
import { refusal } from './refusal.ts';
import { temporaryStore } from './temporary-store.ts';

interface Rate {
  _id: number;
  agency?: string;
  n?: number;
  text?: string;
  tags?: string[];
}

describe('pipelines of the built-in store that write', () => {
  const store = temporaryStore();

  async function two(): Promise<[from: Collection<Rate>, into: Collection<Rate>]> {
    const [from, into] = [store.fresh<Rate>(), store.fresh<Rate>()];
    await from.insertMany([
      { _id: 1, n: 10 },
      { _id: 2, n: 20 },
    ]);
    await into.insertMany([
      { _id: 1, n: 1, text: 'cũ' },
      { _id: 3, n: 3 },
    ]);
    return [from, into];
  }

  const merged = async (options: Document) => {
    const [from, into] = await two();
    await from.aggregate([{ $merge: { into: into.collectionName, ...options } }]).toArray();
    return into.find().sort({ _id: 1 }).toArray();
  };

  const refused = async (stage: (into: string) => Document) => {
    const [from, into] = await two();
    const command = { aggregate: from.collectionName, pipeline: [stage(into.collectionName)], cursor: {} };
    return refusal(store.client.db('test'), command);
  };

  it('merge what they made into what is there, and add what is new', async () => {
    expect(await merged({})).to.deep.equal([
      { _id: 1, n: 10, text: 'cũ' },
      { _id: 2, n: 20 },
      { _id: 3, n: 3 },
    ]);
  });

  it('replace, keep or leave out as they are told', async () => {
    expect((await merged({ whenMatched: 'replace' }))[0]).to.deep.equal({ _id: 1, n: 10 });
    expect((await merged({ whenMatched: 'keepExisting' }))[0]).to.deep.equal({ _id: 1, n: 1, text: 'cũ' });
    expect(await merged({ whenNotMatched: 'discard' })).to.have.length(2);
  });

  it('change what is there by a pipeline, which may name what was made', async () => {
    const add = [{ $set: { n: { $add: ['$n', '$$new.n'] } } }];
    expect((await merged({ whenMatched: add }))[0]).to.include({ n: 11 });
    const times = [{ $set: { n: { $multiply: ['$n', '$$by'] } } }];
    expect((await merged({ whenMatched: times, let: { by: '$n' } }))[0]).to.include({ n: 10 });
  });

  it('fail where they are told to', async () => {
    const merge = (options: Document) => (into: string) => ({ $merge: { into, ...options } });
    expect(await refused(merge({ whenMatched: 'fail' }))).to.include({ code: 11000 });
    expect(await refused(merge({ whenNotMatched: 'fail' }))).to.include({ code: 13113 });
  });

  it('tell documents apart by fields that a unique index holds, and by no others', async () => {
    expect(await refused((into) => ({ $merge: { into, on: 'agency' } }))).to.include({ code: 51183 });
    const [from, into] = [store.fresh<Rate>(), store.fresh<Rate>()];
    await into.createIndex({ agency: 1 }, { unique: true });
    await into.insertOne({ _id: 7, agency: 'a', n: 1 });
    await from.insertOne({ _id: 1, agency: 'a', n: 2 });
    const merge = { $merge: { into: into.collectionName, on: 'agency', whenMatched: 'replace' } };
    await from.aggregate([{ $unset: '_id' }, merge]).toArray();
    expect(await into.find().toArray()).to.deep.equal([{ _id: 7, agency: 'a', n: 2 }]);
    const command = { aggregate: from.collectionName, pipeline: [merge], cursor: {} };
    expect(await refusal(store.client.db('test'), command)).to.include({ code: 66 });
    await from.deleteMany({});
    await from.insertOne({ _id: 2, n: 3 });
    expect(await refusal(store.client.db('test'), command)).to.include({ code: 51132 });
  });

  it('are refused when they say what they want in a way that is none', async () => {
    expect(await refused(() => ({ $out: 1 }))).to.include({ code: 16990 });
    expect(await refused((coll) => ({ $out: { db: 'test', coll, timeseries: { timeField: 'a' } } }))).to.include({
      code: 115,
    });
    expect(await refused(() => ({ $merge: 1 }))).to.include({ code: 51182 });
    expect(await refused((into) => ({ $merge: { into, foo: 1 } }))).to.include({ code: 40415 });
    expect(await refused((into) => ({ $merge: { into, whenMatched: 'x' } }))).to.include({ code: 2 });
  });

  it('leave nothing behind of what they could not finish', async () => {
    const [from, into] = await two();
    await into.deleteMany({});
    await into.createIndex({ agency: 1 }, { unique: true });
    await into.createIndex({ tags: 1 });
    await from.updateMany({}, { $set: { tags: ['a', 'b'] } });
    const command = { aggregate: from.collectionName, pipeline: [{ $out: into.collectionName }], cursor: {} };
    expect(await refusal(store.client.db('test'), command)).to.include({ code: 11000 });
    expect(await into.countDocuments()).to.equal(0);
    // The index of what was there has to learn for itself that there are lists.
    await into.insertOne({ _id: 9, tags: ['c', 'd'] });
    expect(await store.client.db('test').command({ validate: into.collectionName })).to.include({ valid: true });
    const names = await store.client.db('test').listCollections({ name: /tmp/ }).toArray();
    expect(names).to.deep.equal([]);
  });
});
