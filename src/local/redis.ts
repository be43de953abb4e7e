import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Redis } from 'ioredis';
import { executable, redisServer } from './executable.ts';
import { freePort } from './free-port.ts';
import type { LocalService, Log } from './local-service.ts';
import { endStrays } from './strays.ts';
import { supervise } from './supervise.ts';

// The kernel's limit for the path of a socket is 107 bytes on Linux, 103 on BSD.
const longestSocketPath = 100;

/**
 * A Redis of our own, its data in `dataDir/redis`, reachable for nobody else. Throws an Error with one line when it is not
 * installed and cannot be, or does not start.
 */
export async function startRedis({ dataDir, log }: { dataDir: string; log: Log }): Promise<LocalService> {
  const command = await executable(redisServer, log);
  const dir = resolve(dataDir, 'redis');
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const address = await privateAddress(dir);
  await writeFile(join(dir, 'redis.conf'), [...address.directives, ...directives, ''].join('\n'), { mode: 0o600 });
  const logFile = join(dir, 'redis.log');

  const supervised = await supervise(
    {
      name: 'Redis',
      clear: () => endStrays(command, dir, log),
      spawn() {
        const output = openSync(logFile, 'a', 0o600);
        // A group of its own, so that Ctrl-C reaches it through us, after the last job.
        const child = spawn(command, ['redis.conf'], { cwd: dir, detached: true, stdio: ['ignore', output, output] });
        closeSync(output);
        return child;
      },
      ready: (_child, over) => answers(address.url, over),
    },
    log,
  ).catch(async (error: Error) => {
    const lastWords = (await readFile(logFile, 'utf8').catch(() => '')).trimEnd().split('\n').at(-1);
    throw new Error(`The private Redis does not start: ${error.message}. ${lastWords}`);
  });
  return { url: address.url, ...supervised };
}

const directives = [
  'appendonly yes',
  'appendfsync everysec',
  'save ""',
  'maxmemory-policy noeviction',
  'loglevel warning',
];

/** A socket that only the owner of the folder can open; where its path would be too long, a loopback port with a password. */
async function privateAddress(dir: string): Promise<{ url: string; directives: string[] }> {
  const socket = join(dir, 'redis.sock');
  if (Buffer.byteLength(socket) < longestSocketPath && !socket.includes('?')) {
    return { url: socket, directives: ['port 0', `unixsocket ${JSON.stringify(socket)}`, 'unixsocketperm 600'] };
  }
  const port = await freePort();
  const password = randomBytes(24).toString('hex');
  return {
    url: `redis://:${password}@127.0.0.1:${port}`,
    directives: ['bind 127.0.0.1', `port ${port}`, `requirepass ${password}`],
  };
}

/** Resolves when it has loaded its data and answers. */
async function answers(url: string, over: AbortSignal): Promise<void> {
  const probe = new Redis(url, { retryStrategy: () => 25, maxRetriesPerRequest: null });
  // While it starts, refused connections are what we expect.
  probe.on('error', () => {});
  try {
    await Promise.race([probe.ping(), once(over, 'abort')]);
  } finally {
    probe.disconnect();
  }
}
