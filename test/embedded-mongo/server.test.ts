import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { startServer } from '../../src/embedded-mongo/server.ts';
import { MAIN, startProcess } from './store-process.ts';
import { temporaryDir, temporaryStore } from './temporary-store.ts';

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

  it('serves a unix socket instead of a port', async () => {
    const dir = temporaryDir();
    const server = await startServer({ dir, socketPath: join(dir, 's.sock') });
    const client = await MongoClient.connect(server.uri);
    expect(await client.db('d').command({ ping: 1 })).to.deep.equal({ ok: 1 });
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

  it('serves no other machine', async () => {
    const refusal = await startServer({ dir: temporaryDir(), host: '0.0.0.0' }).catch((error: Error) => error.message);
    expect(refusal).to.equal('the built-in store serves this machine only, not 0.0.0.0');
  });

  describe('towards clients that do not keep to the protocol', () => {
    const store = temporaryStore();

    const header = (length: number, opCode: number) => {
      const bytes = Buffer.alloc(16);
      bytes.writeInt32LE(length, 0);
      bytes.writeInt32LE(opCode, 12);
      return bytes;
    };
    const cases: Record<string, Buffer> = {
      'another protocol': Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'),
      'a length of two gigabytes': header(2 ** 31 - 1, 2013),
      'a negative length': header(-1, 2013),
      'a length of nothing': header(0, 2013),
      'an unknown operation': Buffer.concat([header(26, 1234), Buffer.alloc(10)]),
      'a body that claims more than there is': Buffer.concat([
        header(30, 2013),
        Buffer.from([0, 0, 0, 0, 0, 255, 255, 255, 0, 0, 0, 0, 0, 0]),
      ]),
      'a body that is no document': Buffer.concat([
        header(32, 2013),
        Buffer.from([0, 0, 0, 0, 0, 11, 0, 0, 0, 3, 97, 0, 9, 9, 9, 0]),
      ]),
      'an unknown kind of section': Buffer.concat([header(26, 2013), Buffer.from([0, 0, 0, 0, 7, 5, 0, 0, 0, 0])]),
    };

    for (const [what, bytes] of Object.entries(cases)) {
      it(`closes the connection on ${what}, and goes on serving others`, async () => {
        const socket: Socket = connect(Number(new URL(store.uri).port), '127.0.0.1');
        socket.on('error', () => {});
        socket.resume();
        socket.write(bytes);
        await once(socket, 'close');
        expect(await store.client.db('d').command({ ping: 1 })).to.deep.equal({ ok: 1 });
      });
    }

    it('refuses documents that are too large or too deep, and keeps nothing of them', async () => {
      const collection = store.fresh();
      const deep: Record<string, unknown> = {};
      for (let at = deep, level = 0; level < 500; level++) at = at.a = {} as typeof at;
      const large = { text: 'x'.repeat(16 * 1024 * 1024) };
      const raw = { ignoreUndefined: true, maxTimeMS: 1000 };
      expect(await collection.insertOne(deep, raw).catch((error) => error.code)).to.equal(15);
      expect(await collection.insertOne(large).catch((error) => error.message)).to.match(/large|size/i);
      await collection.insertOne({ _id: 1 as never, text: 'x'.repeat(15 * 1024 * 1024) });
      const grown = await collection
        .updateOne({}, { $set: { more: 'x'.repeat(2 * 1024 * 1024) } })
        .catch((error) => error.code);
      expect(grown).to.equal(10334);
      expect(await collection.countDocuments({ more: { $exists: true } })).to.equal(0);
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
