import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { startServer } from '../../src/embedded-mongo/server.ts';
import { MAIN, startProcess } from './store-process.ts';
import { temporaryDir, temporaryStore } from './temporary-store.ts';
import { opMsg, WireClient } from './wire-client.ts';

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('the server of the built-in store', function () {
  this.timeout(20_000);

  describe('on a folder', () => {
    const dir = temporaryDir();
    after(() => rmSync(dir, { recursive: true }));

    it('finds after a restart what was written before it, collections, indexes and all', async () => {
      const first = await startProcess(dir);
      const client = await MongoClient.connect(first.uri);
      await client.db('d').collection('c').createIndex({ n: 1 }, { unique: true });
      await client
        .db('d')
        .collection('c')
        .insertMany([{ n: 1 }, { n: 2 }]);
      await client.close();
      expect(await first.kill('SIGTERM')).to.equal(0);
      const second = await startProcess(dir);
      const again = await MongoClient.connect(second.uri);
      const collection = again.db('d').collection('c');
      expect(await collection.distinct('n')).to.deep.equal([1, 2]);
      expect(await collection.insertOne({ n: 2 }).catch((error) => error.code)).to.equal(11000);
      await again.close();
      await second.kill('SIGKILL');
    });

    it('refuses a second server on the same folder with one clear line, and starts again after kill -9', async () => {
      const first = await startProcess(dir);
      const refusal = await startProcess(dir).catch((error: Error) => error.message);
      expect(refusal).to.equal(`ended with 1: another store already runs on ${dir}`);
      await first.kill('SIGKILL');
      const next = await startProcess(dir);
      expect(await next.kill('SIGTERM')).to.equal(0);
    });

    it('turns clients away when the system lets it open no more files, and goes on serving those who are in', async () => {
      const server = await startProcess(dir, { by: ['sh', '-c', 'ulimit -n 200; exec "$@"', '--'] });
      const crowd = Array.from({ length: 300 }, () => new WireClient(server.uri));
      const ping = opMsg({ ping: 1, $db: 'd' });
      const answers = await Promise.all(crowd.map((client) => client.ask(ping)));
      const served = crowd.filter((_, i) => answers[i] !== 'closed');
      expect(served).to.have.lengthOf(100);
      for (const client of served) expect(await client.ask(ping)).to.deep.equal({ ok: 1 });
      for (const client of crowd) client.end();
      expect(await server.kill('SIGTERM')).to.equal(0);
    });

    it('ends by itself when the process that started it is gone', async () => {
      const script = `const child = require('node:child_process').fork(process.argv[1], ['--dir', process.argv[2]], { execArgv: ['--import', 'tsx'], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
        child.once('message', ({ ready }) => console.log(child.pid, ready));`;
      const parent = spawn(process.execPath, ['-e', script, '--', MAIN, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
      const [line] = await once(parent.stdout, 'data');
      const [pid, uri] = String(line).trim().split(' ');
      expect(uri).to.match(/^mongodb:/);
      parent.kill('SIGKILL');
      while (isRunning(Number(pid))) await new Promise((resolve) => setImmediate(resolve));
      const next = await startProcess(dir);
      expect(await next.kill('SIGTERM')).to.equal(0);
    });
  });

  it('serves a unix socket instead of a port, for its own user alone', async () => {
    const dir = temporaryDir();
    const server = await startServer({ dir, socketPath: join(dir, 's.sock') });
    const client = await MongoClient.connect(server.uri);
    expect(await client.db('d').command({ ping: 1 })).to.deep.equal({ ok: 1 });
    expect(statSync(join(dir, 's.sock')).mode & 0o777).to.equal(0o600);
    await client.close();
    await server.close();
    rmSync(dir, { recursive: true });
  });

  it('says that its port is taken, and leaves the folder to the next', async () => {
    const [dir, other] = [temporaryDir(), temporaryDir()];
    const first = await startServer({ dir: other });
    const port = Number(new URL(first.uri).port);
    expect(await startServer({ dir, port }).catch((error: Error) => error.message)).to.match(/already in use/);
    const next = await startServer({ dir });
    for (const server of [first, next]) await server.close();
    for (const each of [dir, other]) rmSync(each, { recursive: true });
  });

  for (const host of ['0.0.0.0', '::', '', '192.0.2.1']) {
    it(`serves no other machine: not on "${host}"`, async () => {
      const refusal = await startServer({ dir: temporaryDir(), host }).catch((error: Error) => error.message);
      expect(refusal).to.equal(`the built-in store serves this machine only, not ${host}`);
    });
  }

  it('serves this machine by its name and by its address', async () => {
    for (const host of ['localhost', '127.0.0.1']) {
      const dir = temporaryDir();
      const server = await startServer({ dir, host });
      const client = await MongoClient.connect(server.uri);
      expect(await client.db('d').command({ ping: 1 })).to.deep.equal({ ok: 1 });
      await client.close();
      await server.close();
      rmSync(dir, { recursive: true });
    }
  });

  describe('asked for what it does not do', () => {
    const store = temporaryStore();

    it('refuses an update that makes a document too large, and leaves it as it was', async () => {
      const collection = store.fresh();
      await collection.insertOne({ text: 'x'.repeat(15 * 1024 * 1024) });
      const grown = await collection
        .updateOne({}, { $set: { more: 'x'.repeat(2 * 1024 * 1024) } })
        .catch(({ code }: { code: number }) => code);
      expect(grown).to.equal(17419);
      expect(await collection.countDocuments({ more: { $exists: true } })).to.equal(0);
    });

    it('refuses an update that makes a single field too large', async () => {
      const collection = store.fresh<{ list: string[] }>();
      await collection.insertOne({ list: ['x'.repeat(15 * 1024 * 1024)] });
      const grown = await collection
        .updateOne({}, { $push: { list: 'x'.repeat(2 * 1024 * 1024) } })
        .catch(({ code }: { code: number }) => code);
      expect(grown).to.equal(17419);
    });

    it('refuses an expression that makes a list without measure, and lives', async () => {
      const twice = { $concatArrays: ['$$value', '$$value'] };
      const doubled = { $reduce: { input: { $range: [0, 60] }, initialValue: [1], in: twice } };
      const made = store.client.db('d').aggregate([{ $documents: [{}] }, { $project: { n: { $size: doubled } } }]);
      expect(await made.toArray().catch(({ code }: { code: number }) => code)).to.equal(146);
    });

    it('names commands that it does not know, and refuses transactions as a standalone server does', async () => {
      const db = store.client.db('d');
      expect(await db.command({ nonsense: 1 }).catch(({ code, codeName }) => ({ code, codeName }))).to.deep.equal({
        code: 59,
        codeName: 'CommandNotFound',
      });
      const session = store.client.startSession();
      session.startTransaction();
      const refusal = await db
        .collection('c')
        .insertOne({}, { session })
        .catch((error) => error.message);
      expect(refusal).to.match(/does not support/);
      await session.endSession();
      expect(
        await db
          .collection('c')
          .find({ $where: 'true' })
          .toArray()
          .catch((error) => error.name),
      ).to.equal('MongoServerError');
    });
  });
});
