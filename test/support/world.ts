import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import PostalMime, { type Email } from 'postal-mime';
import { compose, createLog, type System } from '../../src/compose.ts';
import { type Config, readConfig } from '../../src/config.ts';
import { demoData } from '../../src/demo/data.ts';
import type { Role } from '../../src/domain/role.ts';
import { freePort } from '../../src/local/free-port.ts';
import { startRedis } from '../../src/local/redis.ts';
import type { Services } from '../../src/local/services.ts';
import { startStore } from '../../src/local/store.ts';
import { queueName } from '../../src/queue.ts';
import { Visitor } from './visitor.ts';

/** The real system on the built-in store and a real Redis, with a clock that tests turn. */
export interface World extends Visitor {
  readonly url: string;
  readonly config: Config;
  readonly system: System;
  readonly services: Services;
  readonly clock: Clock;
  /** Works off every job and pays every debt there is now. */
  drain(): Promise<void>;
  /** The letters written so far, oldest first. */
  mail(): Promise<Email[]>;
  /** Opens the demo's accounts, once. */
  openAccounts(): Promise<void>;
  /** Somebody of that role, signed in with a browser of her own. */
  signIn(role: Role): Promise<Visitor>;
  close(): Promise<void>;
}

export interface Clock {
  now(): Date;
  set(instant: string): void;
  /** `'3 days'`, `'5 minutes'`, `'-1 hour'` */
  advance(duration: string): void;
}

const quiet = { info: () => undefined, warn: () => undefined, error: (line: string) => console.error(line) };
const milliseconds: Record<string, number> = { second: 1e3, minute: 60e3, hour: 3600e3, day: 86_400e3 };

/** One store and one Redis for the whole run; every world has a database of its own in the first and empties the second. */
let shared: ReturnType<typeof machine> | undefined;
let worlds = 0;

async function machine() {
  const dir = await mkdtemp(join(tmpdir(), 'ydan-test-'));
  const store = await startStore({ dataDir: dir, log: quiet });
  const redis = await startRedis({ dataDir: dir, log: quiet }).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const client = new MongoClient(store.url);
  return {
    dir,
    mongodb: store.url,
    client,
    redis: redis.url,
    async close() {
      await client.close();
      await Promise.all([store.close(), redis.close()]);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

export function clockAt(instant: string): Clock {
  let at = new Date(instant).getTime();
  return {
    now: () => new Date(at),
    set: (other) => {
      at = new Date(other).getTime();
    },
    advance(duration) {
      const [, amount = '', unit = ''] = /^(-?\d+) (\w+?)s?$/.exec(duration) ?? [];
      at += Number(amount) * (milliseconds[unit] ?? Number.NaN);
    },
  };
}

interface Wishes {
  /** What time it is in the beginning; ten in the morning of a Sunday in the city, unless told. */
  readonly at?: string;
  /** Whether jobs are worked off by themselves, as in the running system. */
  readonly worker?: boolean;
  readonly settings?: Readonly<Record<string, string>>;
  /** `demo`: the demo's units, procedures, targets; `none`: nothing at all. Answers are never there. */
  readonly catalogue?: 'demo' | 'none';
}

export async function openWorld({
  at = '2026-11-22T03:00:00Z',
  worker = true,
  settings = {},
  catalogue = 'demo',
}: Wishes = {}): Promise<World> {
  shared ??= machine();
  const { dir, mongodb, client, redis } = await shared;
  const name = `world-${process.pid}-${(worlds += 1)}`;
  const clock = clockAt(at);
  const wiper = new Redis(redis);
  await wiper.flushall();
  wiper.disconnect();
  const port = await freePort();
  const config = readConfig({
    NODE_ENV: 'test',
    PORT: String(port),
    DATA_DIR: join(dir, name),
    PUBLIC_RATE_LIMIT: '0',
    LOG_LEVEL: 'silent',
    ...settings,
  });
  const services: Services = {
    mongodbUri: `${mongodb}/${name}`,
    redisUrl: redis,
    sessionSecret: 'a session secret that only tests use',
    encryptionKey: 'an encryption key that only tests use',
    demoPassword: 'a password of tests',
    close: async () => undefined,
  };
  const system = await compose(config, services, createLog(config), clock.now);
  await system.migrate();
  if (catalogue === 'demo') {
    const { agencies, procedures, targets } = demoData(config.TIME_ZONE);
    // As they are saved, but at once: one by one, as an import does, they take most of the time that a world takes.
    for (const [collection, records] of Object.entries({ agencies, procedures, targets }))
      await client
        .db(name)
        .collection(collection)
        .insertMany(records.map((record) => ({ ...record })));
  }
  const web = await system.startWeb();
  const running = worker ? system.startWorker() : undefined;
  const watch = new Redis(redis, { maxRetriesPerRequest: null });
  const queue = new Queue(queueName, { connection: watch });
  const url = `http://127.0.0.1:${port}`;
  const anybody = new Visitor(url);

  let accounts: Promise<void> | undefined;
  const openAccounts = () => (accounts ??= system.demo.openAccounts(services.demoPassword));
  const idle = async (): Promise<boolean> => {
    const { waiting = 0, active = 0, prioritized = 0 } = await queue.getJobCounts('waiting', 'active', 'prioritized');
    return waiting + active + prioritized === 0;
  };
  return Object.assign(anybody, {
    url,
    config,
    system,
    services,
    clock,
    async drain() {
      const patience = Date.now() + 30_000;
      // What was told to the queue a moment ago may still be on its way; the debts in the store are not.
      const { satisfaction, responses, complaints, interviews } = system.actions;
      for (const settle of [interviews.settle, satisfaction.settle, responses.settle, complaints.settle])
        await settle(clock.now());
      while (worker && !(await idle())) {
        if (Date.now() > patience) throw new Error('the queue does not run empty');
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      for (const settle of [interviews.settle, satisfaction.settle, responses.settle, complaints.settle])
        await settle(clock.now());
    },
    async mail() {
      const outbox = join(config.DATA_DIR, 'outbox');
      const files = (await readdir(outbox).catch(() => [])).filter((file) => file.endsWith('.eml')).sort();
      return Promise.all(files.map(async (file) => PostalMime.parse(await readFile(join(outbox, file)))));
    },
    openAccounts,
    async signIn(role: Role) {
      await openAccounts();
      const visitor = new Visitor(url);
      const email = `${role.replace('_', '-')}@demo.ydan`;
      const entered = await visitor.submit('/sign-in', { email, password: services.demoPassword });
      if (entered.status !== 303) throw new Error(`${email} could not sign in: ${entered.status}`);
      return visitor;
    },
    async close() {
      await running?.close();
      await web.close();
      await queue.close();
      watch.disconnect();
      await system.close();
    },
  });
}

// Asked for while test files are loaded, this is a hook of the whole run.
after(async () => {
  await (await shared?.catch(() => undefined))?.close();
});
