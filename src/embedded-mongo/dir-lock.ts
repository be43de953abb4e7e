import { mkdirSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';

/** Throws with one clear line when another process serves this folder. The lock ends with the process, however that ends. */
export async function lockDir(dir: string): Promise<{ release(): void }> {
  mkdirSync(dir, { recursive: true });
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new Error(`another store already runs on ${dir}`) : error);
    });
    server.listen(lockName(dir), resolve);
  });
  return { release: () => release(server) };
}

function release(server: Server): void {
  server.close();
}

/** A name that the system itself gives up when its holder dies: on Linux an abstract socket, on Windows a pipe. */
function lockName(dir: string): string {
  const { dev, ino } = statSync(dir);
  if (process.platform === 'linux') return `\0embedded-mongo-${dev}-${ino}`;
  if (process.platform === 'win32') return `\\\\.\\pipe\\embedded-mongo-${dev}-${ino}`;
  return join(dir, 'lock.sock');
}
