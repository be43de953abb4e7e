import { mkdirSync, rmSync, statSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';

/** Throws with one clear line when another process serves this folder. The lock ends with the process, however that ends. */
export async function lockDir(dir: string): Promise<{ release(): void }> {
  mkdirSync(dir, { recursive: true });
  const name = lockName(dir);
  const server = (await hold(name)) ?? ((await isStale(name)) ? await hold(name) : undefined);
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
    server.listen(name, () => resolve(server));
  });
}

/** Elsewhere than on Linux and Windows the name is a file, which outlives a holder that was killed; it is removed then. */
async function isStale(name: string): Promise<boolean> {
  if (process.platform === 'linux' || process.platform === 'win32') return false;
  const refused = await new Promise<boolean>((resolve) => {
    const socket = connect(name, () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', () => resolve(true));
  });
  if (refused) rmSync(name, { force: true });
  return refused;
}

/** A name that the system itself gives up when its holder dies: on Linux an abstract socket, on Windows a pipe. */
function lockName(dir: string): string {
  const { dev, ino } = statSync(dir);
  if (process.platform === 'linux') return `\0embedded-mongo-${dev}-${ino}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\embedded-mongo-${dev}-${ino}`;
  return join(dir, 'lock.sock');
}
