import { expect } from 'chai';
import { openStore } from '../../src/stores/connection.ts';
import { openWorld, type World } from '../support/world.ts';

describe('opening the store', () => {
  let world: World;
  before(async () => {
    world = await openWorld({ worker: false, catalogue: 'none' });
  });
  after(() => world.close());
  const opened = async (path: string) => {
    const connection = await openStore(new URL(path, world.services.mongodbUri).href);
    const { name } = connection;
    await connection.close();
    return name;
  };

  it('uses the database that the address names, else one of our name', async () => {
    expect(await opened('/thành-phố')).to.equal('thành-phố');
    expect(await opened('/')).to.equal('ydan');
    expect(await opened('/?appName=test')).to.equal('ydan');
  });

  it('takes an address of several hosts, and tells within two seconds when none of them is there', async () => {
    const began = performance.now();
    const error = await openStore('mongodb://127.0.0.1:1,127.0.0.1:2/ydan?replicaSet=rs0').catch((fault) => fault);
    expect(error.name).to.equal('MongooseServerSelectionError');
    expect(performance.now() - began).to.be.below(2500);
  });
});
