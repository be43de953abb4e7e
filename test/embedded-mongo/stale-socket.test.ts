import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { MongoClient } from 'mongodb';
import { startServer } from '../../src/embedded-mongo/server.ts';
import { startProcess } from './store-process.ts';
import { temporaryDir } from './temporary-store.ts';

describe('the socket of a store', () => {
  const dir = temporaryDir();
  after(() => rmSync(dir, { recursive: true }));
  const refusal = (options: Parameters<typeof startServer>[0]) =>
    startServer(options).then(
      () => 'served',
      (error: Error) => error.message,
    );

  it('is taken over from a server that was killed, but not from one that lives', async () => {
    const socketPath = join(dir, 'store.sock');
    const store = await startProcess(join(dir, 'a'), { args: ['--socket', socketPath] });
    expect(await refusal({ dir: join(dir, 'b'), socketPath })).to.match(/EADDRINUSE/);
    await store.kill('SIGKILL');
    expect(existsSync(socketPath)).to.equal(true);
    const server = await startServer({ dir: join(dir, 'a'), socketPath });
    const client = await MongoClient.connect(server.uri);
    expect(await client.db('d').command({ ping: 1 })).to.deep.equal({ ok: 1 });
    await client.close();
    await server.close();
  });

  it('never takes the place of a file', async () => {
    const path = join(dir, 'letter.txt');
    writeFileSync(path, 'Kính gửi');
    expect(await refusal({ dir, socketPath: path })).to.equal(`${path} is not a socket`);
    expect(readFileSync(path, 'utf8')).to.equal('Kính gửi');
  });
});
