import { rmSync } from 'node:fs';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { startServer } from '../../src/embedded-mongo/server.ts';
import { TEMPORARY } from '../../src/embedded-mongo/storage/drop-temporary.ts';
import { checkStore } from '../../src/embedded-mongo/upkeep/check.ts';
import { temporaryDir } from './temporary-store.ts';

describe('opening a store', () => {
  const dir = temporaryDir();
  after(() => rmSync(dir, { recursive: true }));

  async function serve<T>(work: (client: MongoClient) => Promise<T>): Promise<T> {
    const server = await startServer({ dir });
    const client = await MongoClient.connect(server.uri);
    const result = await work(client);
    await client.close();
    await server.close();
    return result;
  }

  it('clears away what an interrupted $out left, and nothing else', async () => {
    const names = [`${TEMPORARY}report.1`, 'report', 'tmp.other'];
    await serve((client) => Promise.all(names.map((name) => client.db('d').collection(name).insertOne({ name }))));
    const left = await serve((client) => client.db('d').listCollections().toArray());
    expect(left.map(({ name }) => name).sort()).to.deep.equal(['report', 'tmp.other']);
    expect((await checkStore(dir)).faults).to.deep.equal([]);
  });
});
