import { lockInstance } from '../../src/local/instance-lock.ts';
import { startRedis } from '../../src/local/redis.ts';
import { startStore } from '../../src/local/store.ts';

// A process that holds one thing of the local room: `hold.ts lock|redis|store FOLDER`. It says so and stays until it is ended.
const [what = '', dataDir = ''] = process.argv.slice(2);

try {
  console.log(`holds ${await held()}`);
  setInterval(() => {}, 60_000);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

async function held(): Promise<string> {
  if (what === 'lock') {
    await lockInstance(dataDir);
    return 'the lock';
  }
  const service = await (what === 'redis' ? startRedis : startStore)({ dataDir, log: console });
  process.once('SIGTERM', () => void service.close().then(() => process.exit()));
  return `${service.url} ${service.pid()}`;
}
