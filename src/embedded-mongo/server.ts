import { createServer, type Server as NetServer } from 'node:net';
import type { Server } from './commands/command.ts';
import { dispatch } from './commands/dispatch.ts';
import { lockDir } from './dir-lock.ts';
import { CursorTable } from './query/cursor-table.ts';
import { LongPipelines } from './query/long-pipelines.ts';
import { removeStaleSocket } from './stale-socket.ts';
import { Store } from './storage/store.ts';
import { serve } from './wire/connection.ts';

/** Where and from which folder to serve. With `socketPath` no TCP port is opened. */
export interface ServerOptions {
  dir: string;
  host?: string;
  port?: number;
  socketPath?: string;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * Serves the documents of a folder over MongoDB's protocol.
 * Rejects when the folder is served already, or when the host is not this machine.
 */
export async function startServer(options: ServerOptions): Promise<{ uri: string; close(): Promise<void> }> {
  const host = options.host ?? '127.0.0.1';
  if (!LOOPBACK.has(host)) throw new Error(`the built-in store serves this machine only, not ${host}`);
  const lock = await lockDir(options.dir);
  const store = new Store(options.dir);
  const server: Server = {
    store,
    cursors: new CursorTable(),
    longPipelines: new LongPipelines(options.dir),
    startedAt: new Date(),
    address: '',
  };
  const clients = new Set<ReturnType<typeof serve>>();
  let connections = 0;
  const net = createServer((socket) => {
    const connectionId = ++connections;
    const client = serve(socket, (message) => dispatch(message, connectionId, server));
    clients.add(client);
    void client.closed.then(() => clients.delete(client));
  });
  try {
    if (options.socketPath) await removeStaleSocket(options.socketPath);
    await listen(net, options.socketPath ? { path: options.socketPath } : { host, port: options.port ?? 0 });
  } catch (error) {
    await store.close();
    lock.release();
    throw error;
  }
  server.address = addressOf(net);
  return {
    uri: `mongodb://${server.address}`,
    async close() {
      net.close();
      await Promise.all([...clients].map((client) => client.finish()));
      server.cursors.closeAll();
      await server.longPipelines.close();
      await store.close();
      lock.release();
    },
  };
}

function listen(net: NetServer, where: { path: string } | { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    net.once('error', reject);
    net.listen(where, () => {
      net.off('error', reject);
      resolve();
    });
  });
}

function addressOf(net: NetServer): string {
  const address = net.address();
  if (typeof address === 'string' || !address) return encodeURIComponent(String(address));
  return address.family === 'IPv6' ? `[${address.address}]:${address.port}` : `${address.address}:${address.port}`;
}
