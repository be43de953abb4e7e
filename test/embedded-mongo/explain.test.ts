import { expect } from 'chai';
import type { Document } from 'mongodb';
import { refusal } from './refusal.ts';
import { temporaryStore } from './temporary-store.ts';

describe('explain in the built-in store', () => {
  const store = temporaryStore();
  const db = () => store.client.db('test');
  let name: string;

  before(async () => {
    const collection = store.fresh<{ _id: number; a: number; b: number }>();
    name = collection.collectionName;
    await collection.insertMany(Array.from({ length: 100 }, (_, _id) => ({ _id, a: _id % 10, b: _id })));
    await collection.createIndex({ a: 1, b: -1 }, { name: 'ab' });
  });

  const explained = (explain: Document, verbosity = 'executionStats') => db().command({ explain, verbosity });
  const stages = ({ stage, inputStage }: Document): string[] => [stage, ...(inputStage ? stages(inputStage) : [])];

  it('names the index, its bounds and its direction', async () => {
    const { queryPlanner } = await explained({
      find: name,
      filter: { a: 3, b: { $gt: 20, $lte: 80 } },
      sort: { b: 1 },
    });
    expect(queryPlanner).to.deep.include({ namespace: `test.${name}`, rejectedPlans: [] });
    expect(stages(queryPlanner.winningPlan)).to.deep.equal(['FETCH', 'IXSCAN']);
    expect(queryPlanner.winningPlan.inputStage).to.deep.include({
      indexName: 'ab',
      keyPattern: { a: 1, b: -1 },
      direction: 'backward',
      indexBounds: { a: ['[3, 3]'], b: ['[80, 20)'] },
    });
  });

  it('shows the comparisons of a filter one by one, and what is more than that as it was given', async () => {
    const parsed = async (filter: Document) =>
      (await explained({ find: name, filter }, 'queryPlanner')).queryPlanner.parsedQuery;
    expect(await parsed({})).to.deep.equal({});
    expect(await parsed({ a: 3 })).to.deep.equal({ a: { $eq: 3 } });
    expect(await parsed({ b: { $gte: 100, $lte: 200 }, a: 1 })).to.deep.equal({
      $and: [{ a: { $eq: 1 } }, { b: { $lte: 200 } }, { b: { $gte: 100 } }],
    });
    const either = { $or: [{ a: 1 }, { b: /x/ }] };
    expect(await parsed(either)).to.deep.equal(either);
  });

  it('shows what a plan is made of, down to what reads', async () => {
    const plan = async (find: Document) =>
      stages((await explained({ find: name, ...find }, 'queryPlanner')).queryPlanner.winningPlan);
    expect(await plan({ filter: { _id: 3 } })).to.deep.equal(['IDHACK']);
    expect(await plan({ filter: { _id: { $gt: 3 } } })).to.deep.equal(['FETCH', 'IXSCAN']);
    expect(await plan({ filter: { b: 3 } })).to.deep.equal(['COLLSCAN']);
    expect(await plan({ filter: { b: 3 }, sort: { b: 1 } })).to.deep.equal(['SORT', 'COLLSCAN']);
    expect(await plan({ filter: { a: 3 }, skip: 1, limit: 2, projection: { b: 1 } })).to.deep.equal([
      'LIMIT',
      'SKIP',
      'PROJECTION_SIMPLE',
      'FETCH',
      'IXSCAN',
    ]);
    expect((await plan({ projection: { 'b.c': 1 } }))[0]).to.equal('PROJECTION_DEFAULT');
    expect((await plan({ projection: { b: { $add: ['$b', 1] } } }))[0]).to.equal('PROJECTION_DEFAULT');
  });

  it('counts what was looked at, where it is asked to', async () => {
    const find = { find: name, filter: { a: 3 } };
    const { executionStats } = await explained(find);
    expect(executionStats).to.include({ nReturned: 10, totalKeysExamined: 10, totalDocsExamined: 10 });
    const { executionStages } = executionStats;
    expect(executionStages).to.include({ stage: 'FETCH', nReturned: 10, docsExamined: 10 });
    expect(executionStages.inputStage).to.include({ stage: 'IXSCAN', nReturned: 10, keysExamined: 10 });
    expect(await explained(find, 'queryPlanner')).not.to.have.property('executionStats');
    expect(await refusal(db(), { explain: find, verbosity: 'x' })).to.include({ code: 2 });
  });

  const planOf = async (command: Document) => stages((await explained(command)).queryPlanner.winningPlan);

  it('does none of the writes that it explains', async () => {
    const change = { q: { a: 1 }, u: { $set: { a: 2 } } };
    for (const updates of [[change], [{ ...change, multi: true }]]) {
      expect(await planOf({ update: name, updates })).to.deep.equal(['UPDATE', 'FETCH', 'IXSCAN']);
    }
    const all = { delete: name, deletes: [{ q: { a: 1 }, limit: 0 }] };
    expect(await planOf(all)).to.deep.equal(['DELETE', 'FETCH', 'IXSCAN']);
    const first = { findAndModify: name, query: { a: 1 }, remove: true };
    expect(await planOf(first)).to.deep.equal(['DELETE', 'FETCH', 'IXSCAN']);
    expect(await db().collection(name).countDocuments({ a: 1 })).to.equal(10);
  });

  it('counts by keys alone where these say it all', async () => {
    expect(await planOf({ count: name })).to.deep.equal(['RECORD_STORE_FAST_COUNT']);
    expect(await planOf({ count: name, query: { b: 1 } })).to.deep.equal(['COUNT', 'COLLSCAN']);
    const { executionStats } = await explained({ count: name, query: { a: 1 } });
    expect(stages(executionStats.executionStages)).to.deep.equal(['COUNT', 'COUNT_SCAN']);
    expect(executionStats).to.include({ nReturned: 0, totalKeysExamined: 10, totalDocsExamined: 0 });
    expect(executionStats.executionStages).to.include({ nCounted: 10 });
  });

  it('shows the stages of a pipeline behind the find that feeds them', async () => {
    const pipeline = [{ $match: { a: 3 } }, { $group: { _id: '$b' } }];
    const { stages: shown } = await db().collection(name).aggregate(pipeline).explain();
    expect(shown[0].$cursor.queryPlanner.winningPlan.inputStage).to.include({ indexName: 'ab' });
    expect(shown[1]).to.deep.equal(pipeline[1]);
  });

  it('is refused for commands that find nothing', async () => {
    expect(await refusal(db(), { explain: { ping: 1 } })).to.include({ code: 59 });
    expect(await refusal(db(), { explain: { find: name, foo: 1 } })).to.include({ code: 40415 });
  });
});
