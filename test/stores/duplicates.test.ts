import { expect } from 'chai';
import { type Collection, type Db, MongoBulkWriteError, MongoClient } from 'mongodb';
import { duplicatesOf } from '../../src/stores/duplicates.ts';
import { openWorld, type World } from '../support/world.ts';

describe('a write of many', () => {
  let world: World;
  let client: MongoClient;
  let db: Db;
  let things: Collection<{ _id: number }>;
  before(async () => {
    world = await openWorld({ worker: false, catalogue: 'none' });
    client = new MongoClient(world.services.mongodbUri);
    db = client.db();
    things = db.collection('things');
    await things.insertMany([{ _id: 2 }, { _id: 4 }]);
  });
  after(async () => {
    await client.close();
    await world.close();
  });
  const refusal = async (ids: readonly number[]): Promise<unknown> =>
    things
      .insertMany(
        ids.map((_id) => ({ _id })),
        { ordered: false },
      )
      .catch((error: unknown) => error);

  it('tells which of them stood there already', async () => {
    expect(duplicatesOf(await refusal([1, 2, 3, 4]))).to.deep.equal([1, 3]);
  });

  it('is no success when a majority did not confirm it, though all that is told besides are duplicates', async () => {
    const error = (await refusal([2, 5])) as MongoBulkWriteError;
    expect(error).to.be.instanceOf(MongoBulkWriteError);
    const unconfirmed = Object.assign(error, {
      result: Object.assign(error.result, { getWriteConcernError: () => ({ code: 91, errmsg: 'shutting down' }) }),
    });
    expect(() => duplicatesOf(unconfirmed)).to.throw(MongoBulkWriteError);
  });

  it('passes on whatever else went wrong', () => {
    expect(() => duplicatesOf(new TypeError('a mistake'))).to.throw('a mistake');
  });
});
