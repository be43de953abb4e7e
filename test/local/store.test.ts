import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import type { LocalService } from '../../src/local/local-service.ts';
import { startStore } from '../../src/local/store.ts';
import { startProgram } from '../support/local-process.ts';
import { temporaryFolder } from './folder.ts';
import { logLines } from './log-lines.ts';
import { until } from './until.ts';

describe('the built-in store as a service of this machine', () => {
  const log = logLines();
  const cleanups: (() => Promise<unknown>)[] = [];

  const start = async (dataDir: string): Promise<LocalService> => {
    const service = await startStore({ dataDir, log });
    cleanups.push(() => service.close());
    return service;
  };
  const notes = (url: string, serverSelectionTimeoutMS = 10_000) => {
    const client = new MongoClient(url, { serverSelectionTimeoutMS });
    cleanups.push(() => client.close());
    return client.db('test').collection<{ _id: number }>('notes');
  };
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });

  it('finds its data after a restart', async () => {
    const folder = await temporaryFolder();
    const first = await start(folder);
    await notes(first.url).insertOne({ _id: 1 });
    await first.close();
    const second = await start(folder);
    expect(await notes(second.url).countDocuments()).to.equal(1);
  });

  it('is back on the same address when it is killed, with all it had acknowledged', async () => {
    const service = await start(await temporaryFolder());
    const collection = notes(service.url);
    await collection.insertOne({ _id: 1 });
    const before = service.pid() ?? 0;
    process.kill(before, 'SIGKILL');
    await until('another process serves', () => ![undefined, before].includes(service.pid()));
    await until('it answers', () =>
      collection.countDocuments().then(
        (n) => n === 1,
        () => false,
      ),
    );
    await collection.insertOne({ _id: 2 });
    expect(log.lines).to.deep.equal(['The built-in store ended (SIGKILL); starting it again.']);
  });

  it('ends with the process that started it, and the next start finds all it had acknowledged', async () => {
    const folder = await temporaryFolder();
    const run = startProgram('test/local/hold.ts', ['store', folder]);
    const [, url = '', pid = ''] = await run.printed(/holds (\S+) (\d+)/);
    await notes(url).insertOne({ _id: 1 });
    run.kill('SIGKILL');
    await run.ended;
    const next = await start(folder);
    expect(await notes(next.url).countDocuments()).to.equal(1);
    expect(next.pid()).not.to.equal(Number(pid));
    const elsewhere = await notes(url, 300)
      .countDocuments()
      .catch((error: Error) => error);
    expect(elsewhere).to.be.an('error');
  });
});
