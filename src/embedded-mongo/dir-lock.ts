import { mkdirSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { removeStaleSocket } from './stale-socket.ts';

/** Throws with one clear line when another process serves this folder. The lock ends with the process, however that ends. */
export async function lockDir(dir: string): Promise<{ release(): void }> {
  mkdirSync(dir, { recursive: true });
  const name = lockName(dir);
  const isFile = process.platform !== 'linux' && process.platform !== 'win32';
  const server = (await hold(name)) ?? (isFile && (await removeStaleSocket(name)) ? await hold(name) : undefined);
  if (!server) throw new Error(`another store already runs on ${dir}`);
  return { release: () => void server.close() };
}

/** Takes a name; undefined when somebody has it. */
function hold(name: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    server.listen(name, () => {
      // Nobody needs to be let in: to be there is all that the name is for.
      server.on('error', () => undefined);
      resolve(server);
    });
  });
}

/** A name that the system itself gives up when its holder dies: on Linux an abstract socket, on Windows a pipe. Elsewhere a file. */
function lockName(dir: string): string {
  const { dev, ino } = statSync(dir);
  if (process.platform === 'linux') return `\0embedded-mongo-${dev}-${ino}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\embedded-mongo-${dev}-${ino}`;
  return join(dir, 'lock.sock');
}
