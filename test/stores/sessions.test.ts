import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { openWorld } from '../support/world.ts';

describe('the sessions of staff', () => {
  it('go when their time is over, which is seen to before anybody is served', async () => {
    const world = await openWorld({ worker: false, catalogue: 'none' });
    const client = await MongoClient.connect(world.services.mongodbUri);
    try {
      const indexes = await client.db().collection('sessions').indexes();
      expect(indexes.find(({ key }) => 'expires' in key)).to.include({ expireAfterSeconds: 0 });
    } finally {
      await client.close();
      await world.close();
    }
  });
});
