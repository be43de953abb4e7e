import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { expect } from 'chai';
import { type LocalProcess, startSystem } from '../support/local-process.ts';
import { temporaryFolder } from './folder.ts';
import { servicesIn } from './processes.ts';
import { until } from './until.ts';

const startMs = 60_000;

describe('the whole system on one machine', function () {
  this.timeout(3 * startMs);

  const start = (dataDir: string, settings: Record<string, string> = {}) =>
    startSystem(dataDir, { SEED: 'none', LOG_LEVEL: 'error', ...settings });
  const address = async (system: LocalProcess) => (await system.printed(/^Ready: (\S+)$/m))[1] ?? '';
  const stop = async (system: LocalProcess) => {
    system.kill('SIGTERM');
    return await system.ended;
  };

  it('serves once it says so, and on SIGTERM ends in order with all it started within ten seconds', async () => {
    const folder = await temporaryFolder();
    const system = start(folder);
    const alive = await fetch(`${await address(system)}/healthz`);
    expect(alive.status).to.equal(200);
    expect((await fetch(`${await address(system)}/readyz`)).status).to.equal(200);
    expect(await servicesIn(folder)).to.have.length(2);
    const since = performance.now();
    expect(await stop(system)).to.deep.equal({ code: 0, signal: null });
    expect(performance.now() - since).to.be.below(10_000);
    expect(await servicesIn(folder)).to.deep.equal([]);
  });

  it('ends in order within ten seconds though somebody never finishes a request and Redis is away', async () => {
    const folder = await temporaryFolder();
    const system = start(folder, { REDIS_URL: 'redis://127.0.0.1:1' });
    const { hostname, port } = new URL(await address(system));
    const slow = connect(Number(port), hostname);
    slow.on('error', () => undefined).resume();
    slow.write('POST /api/v1/responses HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{');
    await until('its request has come', async () => (await fetch(`http://${hostname}:${port}/healthz`)).ok);
    const since = performance.now();
    expect(await stop(system)).to.deep.equal({ code: 0, signal: null });
    expect(performance.now() - since).to.be.below(10_000);
    slow.destroy();
    expect(await servicesIn(folder)).to.deep.equal([]);
  });

  it('refuses a second instance on the same folder with one line, and the first goes on', async () => {
    const folder = await temporaryFolder();
    const first = start(folder);
    const home = await address(first);
    const second = start(folder);
    expect((await second.ended).code).to.equal(1);
    expect(second.output()).to.equal(`Another Ý Dân already runs on ${folder} (pid ${first.pid}).\n`);
    expect((await fetch(`${home}/readyz`)).status).to.equal(200);
    await stop(first);
  });

  it('refuses a port in use with one line that names it, and leaves nothing running', async () => {
    const folder = await temporaryFolder();
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    const system = start(folder, { PORT: String(port) });
    expect((await system.ended).code).to.equal(1);
    expect(system.output().trimEnd().split('\n')).to.have.length(1);
    expect(system.output()).to.contain(`Port ${port} on 127.0.0.1 is in use`);
    await until('nothing runs', async () => (await servicesIn(folder)).length === 0);
    other.close();
  });

  it('starts again after everything was killed, and clears what was left', async () => {
    const folder = await temporaryFolder();
    const first = start(folder);
    await address(first);
    first.kill('SIGKILL');
    await first.ended;
    const second = start(folder);
    expect((await fetch(`${await address(second)}/readyz`)).status).to.equal(200);
    expect(await servicesIn(folder)).to.have.length(2);
    await stop(second);
  });

  it('goes on serving when its Redis or its store is killed', async () => {
    const folder = await temporaryFolder();
    const system = start(folder);
    const home = await address(system);
    const before = await servicesIn(folder);
    for (const pid of before) process.kill(pid, 'SIGKILL');
    await until(
      'two others have taken their place',
      async () => {
        const now = await servicesIn(folder);
        return now.length === 2 && now.every((pid) => !before.includes(pid));
      },
      60_000,
    );
    await until('it is ready again', async () => (await fetch(`${home}/readyz`)).status === 200);
    expect((await stop(system)).code).to.equal(0);
  });
});
