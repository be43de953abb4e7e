import { expect } from 'chai';
import { Redis } from 'ioredis';
import { sideBySide } from '../src/actions/side-by-side.ts';
import { temporaryFolder } from './local/folder.ts';
import { servicesIn } from './local/processes.ts';
import { until } from './local/until.ts';
import { type LocalProcess, startProgram, startSystem } from './support/local-process.ts';
import { type Load, rate, startLoad } from './support/ratings-load.ts';

const rounds = 2;
const enough = 300;

describe('an acknowledged rating', function () {
  this.timeout(180_000);
  let folder: string;
  let system: LocalProcess;
  let url: string;

  const start = async (): Promise<void> => {
    system = startSystem(folder, { SEED: 'none', LOG_LEVEL: 'error', PUBLIC_RATE_LIMIT: '0' });
    url = (await system.printed(/^Ready: (\S+)$/m))[1] ?? '';
  };
  const command = async (...args: string[]): Promise<string> => {
    const run = startProgram('src/local/cli.mjs', args, { DATA_DIR: folder, SEED: 'none', LOG_LEVEL: 'error' });
    expect(await run.ended, run.output()).to.include({ code: 0 });
    return run.output();
  };
  const counted = async (): Promise<number> => {
    const answer = await fetch(`${url}/api/v1/satisfaction?agency=H79-STP`);
    return ((await answer.json()) as { total: { n: number } }).total.n;
  };
  const redisPid = async (): Promise<number> => {
    const redis = new Redis(`${folder}/redis/redis.sock`);
    const pid = /process_id:(\d+)/.exec(await redis.info('server'))?.[1];
    redis.disconnect();
    return Number(pid);
  };
  const acknowledged = (load: Load): number => [...load.sent.values()].filter(Boolean).length;

  /** Sends everything again under its key: what was acknowledged has the same id, and all of it is there once. */
  const everythingIsThereOnce = async (loads: readonly Load[]): Promise<void> => {
    const ids = new Set<string>();
    const sent = loads.flatMap((load) => [...load.sent]);
    await sideBySide(sent, 16, async ([key, id]) => {
      const again = await rate(url, key);
      expect(again.status).to.equal(201);
      if (id) expect(again.id).to.equal(id);
      ids.add(again.id ?? '');
    });
    expect(ids.size).to.equal(sent.length);
    await until('everything is counted', async () => (await counted()) === sent.length);
    expect(JSON.parse(await command('tallies', 'verify', '--json', '--lang', 'en').then(lastLine))).to.include({
      differences: 0,
    });
  };
  const lastLine = (output: string): string =>
    output
      .trim()
      .split('\n')
      .find((line) => line.startsWith('{')) ?? '';

  before(async () => {
    folder = await temporaryFolder();
    await command('import', 'agencies', 'src/demo/agencies.csv');
    await start();
  });
  after(async () => {
    system.kill('SIGTERM');
    await system.ended;
  });

  it('is there once after everything was killed under load', async () => {
    const loads: Load[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const load = startLoad(url, `killed-${round}`);
      loads.push(load);
      await until('people have rated', async () => acknowledged(load) >= enough);
      for (const pid of [...(await servicesIn(folder)), system.pid]) process.kill(pid, 'SIGKILL');
      await system.ended;
      await load.stop();
      await start();
    }
    await everythingIsThereOnce(loads);
  });

  it('is there once and counted after Redis was wiped under load', async () => {
    const before = await counted();
    const load = startLoad(url, 'wiped');
    const redis = new Redis(`${folder}/redis/redis.sock`);
    for (let wipe = 1; wipe <= 3; wipe += 1) {
      await until('people have rated', async () => acknowledged(load) >= wipe * enough);
      await redis.flushall();
    }
    redis.disconnect();
    await load.stop();
    await until('everything is counted', async () => (await counted()) === before + load.sent.size);
  });

  it('is in the rate within two seconds', async () => {
    // Of three attempts, for a busy machine makes anything late.
    const soon = async (key: string): Promise<boolean> => {
      const before = await counted();
      await rate(url, key);
      const rated = performance.now();
      await until('it is counted', async () => (await counted()) === before + 1);
      return performance.now() - rated < 2000;
    };
    expect((await soon('soon')) || (await soon('again')) || (await soon('once more'))).to.equal(true);
  });

  it('is taken and counted while Redis is away', async () => {
    const before = await counted();
    const pid = await redisPid();
    process.kill(pid, 'SIGSTOP');
    try {
      expect(await rate(url, 'without Redis')).to.include({ status: 201 });
      await until('it is counted', async () => (await counted()) === before + 1, 30_000);
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  });

  it('is refused with 503 in time while the store is away, and the system is whole again by itself', async () => {
    for (const pid of await servicesIn(folder)) process.kill(pid, 'SIGSTOP');
    const since = performance.now();
    const refused = await rate(url, 'without a store').catch(() => ({ status: 0 }));
    for (const pid of await servicesIn(folder)) process.kill(pid, 'SIGCONT');
    expect(refused.status).to.equal(503);
    expect(performance.now() - since).to.be.below(3000);
    await until('ratings are taken again', async () => (await rate(url, 'with a store')).status === 201);
  });
});
