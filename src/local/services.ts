import { mkdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Config } from '../config.ts';
import { lockInstance } from './instance-lock.ts';
import type { LocalService, Log } from './local-service.ts';
import { startRedis } from './redis.ts';
import { localSecrets } from './secrets.ts';
import { startStore } from './store.ts';

/** The addresses and secrets the system runs with: those configured, and ours for those that are not. */
export interface Services {
  readonly mongodbUri: string;
  readonly redisUrl: string;
  readonly sessionSecret: string;
  readonly encryptionKey: string;
  readonly demoPassword: string;
  close(): Promise<void>;
}

const endpoints = 'services.json';

/** Starts what the configuration leaves to us. Throws when another instance has the data folder. */
export async function startServices(config: Config, log: Log): Promise<Services> {
  const dataDir = resolve(config.DATA_DIR);
  // Where nothing is ours to start, any number of processes may share the folder.
  const lock = config.MONGODB_URI && config.REDIS_URL ? undefined : await lockInstance(dataDir);
  const started: LocalService[] = [];
  const close = async (): Promise<void> => {
    if (lock) await unlink(join(dataDir, endpoints)).catch(() => undefined);
    await Promise.all(started.map((service) => service.close()));
    await lock?.release();
  };
  try {
    const keep = async (service: Promise<LocalService>): Promise<string> => {
      const running = await service;
      started.push(running);
      return running.url;
    };
    const results = await Promise.allSettled([
      config.MONGODB_URI ?? keep(startStore({ dataDir, log })),
      config.REDIS_URL ?? keep(startRedis({ dataDir, log })),
    ]);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    const [mongodbUri = '', redisUrl = ''] = results.map((result) =>
      result.status === 'fulfilled' ? result.value : '',
    );
    if (lock) await writeWhole(join(dataDir, endpoints), JSON.stringify({ mongodbUri, redisUrl }));
    return { mongodbUri, redisUrl, ...(await secretsOf(config, dataDir)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The services of the system that runs on the data folder, or our own while none does: for the command line. */
export async function joinServices(config: Config, log: Log): Promise<Services> {
  const dataDir = resolve(config.DATA_DIR);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  try {
    return await startServices(config, log);
  } catch (error) {
    const running = await readFile(join(dataDir, endpoints), 'utf8').catch(() => undefined);
    if (running === undefined) throw error;
    const addresses = JSON.parse(running) as { mongodbUri: string; redisUrl: string };
    return { ...addresses, ...(await secretsOf(config, dataDir)), close: async () => undefined };
  }
}

async function secretsOf(config: Config, dataDir: string) {
  const { SESSION_SECRET, ENCRYPTION_KEY, DEMO_PASSWORD } = config;
  const made = config.NODE_ENV === 'production' ? undefined : await localSecrets(dataDir);
  return {
    sessionSecret: SESSION_SECRET ?? made?.sessionSecret ?? '',
    encryptionKey: ENCRYPTION_KEY ?? made?.encryptionKey ?? '',
    demoPassword: DEMO_PASSWORD ?? made?.demoPassword ?? '',
  };
}

/** Owner-only, and never seen half written. */
async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.draft`, text, { mode: 0o600 });
  await rename(`${path}.draft`, path);
}
