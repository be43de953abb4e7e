import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '../src/config.ts';
import { startRedis } from '../src/local/redis.ts';
import type { Services } from '../src/local/services.ts';
import { startStore } from '../src/local/store.ts';

/** A scratch folder with a built-in store and a Redis of its own, as `npm start` provides them. */
export interface Place {
  readonly dir: string;
  /** What a process needs to run on one of the place's databases. */
  grounds(database: string): Grounds;
  close(): Promise<void>;
}

/** Plain values, so that they can be sent to another process. */
export interface Grounds {
  readonly config: Config;
  readonly services: Omit<Services, 'close'>;
}

const warnings = { info: () => undefined, warn: console.error, error: console.error };

export async function openPlace(): Promise<Place> {
  const dir = await mkdtemp(join(tmpdir(), 'ydan-bench-'));
  const store = await startStore({ dataDir: dir, log: warnings });
  const redis = await startRedis({ dataDir: dir, log: warnings });
  return {
    dir,
    grounds: (database) => ({
      config: readConfig({ PORT: '0', DATA_DIR: join(dir, database), PUBLIC_RATE_LIMIT: '0' }),
      services: {
        mongodbUri: `${store.url}/${database}`,
        redisUrl: redis.url,
        sessionSecret: 'a session secret that only figures use',
        encryptionKey: 'an encryption key that only figures use',
        demoPassword: '',
      },
    }),
    async close() {
      await Promise.all([store.close(), redis.close()]);
      await rm(dir, { recursive: true, force: true });
    },
  };
}
