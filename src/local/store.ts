import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { freePort } from './free-port.ts';
import type { LocalService, Log } from './local-service.ts';
import { endStrays } from './strays.ts';
import { supervise } from './supervise.ts';

// By its address, since the child works in the folder of its data.
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const main = fileURLToPath(new URL('../embedded-mongo/main.ts', import.meta.url));

/** Where the built-in store keeps its data. */
export function storeDir(dataDir: string): string {
  return resolve(dataDir, 'store');
}

/**
 * The built-in document store as a process of its own, its data in `dataDir/store`. It ends when this process ends.
 * Throws an Error with one line when it does not start.
 */
export async function startStore({ dataDir, log }: { dataDir: string; log: Log }): Promise<LocalService> {
  const dir = storeDir(dataDir);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const port = await freePort();
  const args = ['--import', tsx, main, '--dir', dir, '--port', String(port)];

  const supervised = await supervise(
    {
      name: 'The built-in store',
      clear: () => endStrays(process.execPath, dir, log),
      // A group of its own, so that Ctrl-C reaches it through us, after the last write.
      spawn: () =>
        spawn(process.execPath, args, { cwd: dir, detached: true, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }),
      ready: (child) => new Promise((served) => child.once('message', () => served())),
    },
    log,
  ).catch((error: Error) => {
    throw new Error(`The built-in store does not start: ${error.message}.`);
  });
  return { url: `mongodb://127.0.0.1:${port}`, ...supervised };
}
