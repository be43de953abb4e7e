import { stat } from 'node:fs/promises';
import { expect } from 'chai';
import { Redis } from 'ioredis';
import type { LocalService } from '../../src/local/local-service.ts';
import { startRedis } from '../../src/local/redis.ts';
import { startProgram } from '../support/local-process.ts';
import { temporaryFolder } from './folder.ts';
import { logLines } from './log-lines.ts';
import { until } from './until.ts';

describe('the private Redis', () => {
  const log = logLines();
  let service: LocalService | undefined;
  let client: Redis | undefined;

  const start = async (dataDir: string) => {
    service = await startRedis({ dataDir, log });
    client = new Redis(service.url);
    client.on('error', () => {});
    return { service, client };
  };
  const stop = async () => {
    client?.disconnect();
    await service?.close();
  };
  afterEach(stop);

  it('keeps every write in a file of its own and never evicts', async () => {
    const { client } = await start(await temporaryFolder());
    const setting = async (name: string) => await client.config('GET', name);
    expect(await setting('appendonly')).to.deep.equal(['appendonly', 'yes']);
    expect(await setting('appendfsync')).to.deep.equal(['appendfsync', 'everysec']);
    expect(await setting('maxmemory-policy')).to.deep.equal(['maxmemory-policy', 'noeviction']);
    expect(await setting('save')).to.deep.equal(['save', '']);
  });

  it('listens on a socket that only its owner can open, and on no port', async () => {
    const { service, client } = await start(await temporaryFolder());
    expect((await stat(service.url)).mode & 0o777).to.equal(0o600);
    expect(await client.config('GET', 'port')).to.deep.equal(['port', '0']);
  });

  it('listens on the loopback address behind a password where the path of a socket would be too long', async () => {
    const { service, client } = await start(await temporaryFolder('a'.repeat(120)));
    expect(service.url).to.match(/^redis:\/\/:\w{40,}@127\.0\.0\.1:\d+$/);
    expect(await client.ping()).to.equal('PONG');
    const stranger = new Redis({ port: Number(new URL(service.url).port), retryStrategy: null });
    stranger.on('error', () => {});
    const refusal = await stranger.ping().catch((error: Error) => error.message);
    stranger.disconnect();
    expect(refusal).to.match(/NOAUTH|Connection is closed/);
  });

  it('finds its data after a restart', async () => {
    const folder = await temporaryFolder();
    await (await start(folder)).client.set('kept', 'yes');
    await stop();
    const { client } = await start(folder);
    expect(await client.get('kept')).to.equal('yes');
  });

  it('is back on the same address within seconds when it is killed, and says so once', async () => {
    const { service, client } = await start(await temporaryFolder());
    await client.set('kept', 'yes');
    log.lines.length = 0;
    const before = service.pid() ?? 0;
    const since = performance.now();
    process.kill(before, 'SIGKILL');
    await until('another process serves', () => ![undefined, before].includes(service.pid()));
    expect(await client.get('kept')).to.equal('yes');
    expect(performance.now() - since).to.be.below(10_000);
    expect(log.lines).to.deep.equal(['Redis ended (SIGKILL); starting it again.']);
  });

  it('ends when it is asked to, and stays ended', async () => {
    const { service } = await start(await temporaryFolder());
    const pid = service.pid() ?? 0;
    await service.close();
    expect(() => process.kill(pid, 0)).to.throw('ESRCH');
    expect(service.pid()).to.equal(undefined);
  });

  it('takes the place of the one that a killed run left behind, with all its data', async () => {
    const folder = await temporaryFolder();
    const run = startProgram('test/local/hold.ts', ['redis', folder]);
    const [, url = '', orphan = ''] = await run.printed(/holds (\S+) (\d+)/);
    const writer = new Redis(url);
    writer.on('error', () => {});
    await writer.set('kept', 'yes');
    run.kill('SIGKILL');
    await run.ended;
    expect(await writer.ping()).to.equal('PONG');
    writer.disconnect();
    const { client } = await start(folder);
    expect(await client.get('kept')).to.equal('yes');
    expect(log.lines.at(-1)).to.equal(`Ending redis-server of an earlier run (pid ${orphan}).`);
  });
});
