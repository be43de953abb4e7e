import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { refusal } from './refusal.ts';
import { temporaryStore } from './temporary-store.ts';

describe('what the built-in store says of itself', () => {
  const store = temporaryStore();
  const admin = () => store.client.db('admin');

  it('counts what it was asked for and by how many', async () => {
    const before = await admin().command({ serverStatus: 1 });
    const collection = store.fresh();
    await collection.insertOne({ a: 1 });
    await collection.find().toArray();
    await collection.deleteMany({});
    const { opcounters, connections, network } = await admin().command({ serverStatus: 1 });
    for (const kind of ['insert', 'query', 'delete']) {
      expect(Number(opcounters[kind]) - Number(before.opcounters[kind]), kind).to.equal(1);
    }
    expect(connections.current).to.be.within(1, connections.totalCreated);
    expect(connections.current + connections.available).to.be.greaterThan(connections.totalCreated);
    for (const figure of ['bytesIn', 'bytesOut', 'numRequests']) {
      expect(Number(network[figure]), figure).to.be.greaterThan(Number(before.network[figure]));
    }
  });

  it('goes on counting what clients sent who are gone', async () => {
    const other = await MongoClient.connect(store.uri);
    await other.db('test').command({ ping: 1, comment: 'x'.repeat(100_000) });
    await other.close();
    const { network } = await admin().command({ serverStatus: 1 });
    expect(Number(network.bytesIn)).to.be.greaterThan(100_000);
  });

  it('answers what a shell and the tools for dumps ask first', async () => {
    const { version, versionArray } = await admin().command({ buildInfo: 1 });
    expect(versionArray.slice(0, 3).join('.')).to.equal(version);
    const { featureCompatibilityVersion } = await admin().command({ getParameter: 1, featureCompatibilityVersion: 1 });
    expect(version.startsWith(`${featureCompatibilityVersion.version}.`)).to.equal(true);
    for (const name of ['getCmdLineOpts', 'connectionStatus', 'hostInfo', 'usersInfo', 'rolesInfo', 'whatsmyuri']) {
      expect(await admin().command({ [name]: 1 }), name).to.include({ ok: 1 });
    }
    expect(await admin().command({ getLog: 'startupWarnings' })).to.deep.include({ log: [] });
    expect(await refusal(admin(), { getLog: 'x' })).to.deep.equal({ code: 96, message: "No log named 'x'" });
    expect(await admin().command({ profile: -1 })).to.include({ was: 0 });
  });

  it('names its commands, and those of them that are promised to stay', async () => {
    const { commands } = await admin().command({ listCommands: 1 });
    expect(commands.find.apiVersions).to.deep.equal(['1']);
    expect(commands.distinct.apiVersions).to.deep.equal([]);
    expect(commands).not.to.have.property('mapReduce');
  });

  it('keeps no plans, so that there are none to show or to forget', async () => {
    const collection = store.fresh();
    await collection.insertOne({});
    expect(await collection.aggregate([{ $planCacheStats: {} }]).toArray()).to.deep.equal([]);
    expect(await store.client.db('test').command({ planCacheClear: collection.collectionName })).to.include({ ok: 1 });
  });

  it('refuses by name what MongoDB has and it has not', async () => {
    expect(await refusal(admin(), { mapReduce: 'c' })).to.include({ code: 115 });
    expect(await refusal(admin(), { replSetGetStatus: 1 })).to.include({ code: 76 });
    expect(await refusal(admin(), { createSearchIndexes: 'c', indexes: [] })).to.include({ code: 31082 });
    expect(await refusal(admin(), { profile: 2 })).to.include({ code: 115 });
    expect(await refusal(admin(), { configureFailPoint: 'failCommand' })).to.include({ code: 59 });
  });
});
