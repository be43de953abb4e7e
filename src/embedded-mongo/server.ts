import { createServer, type Server as NetServer } from 'node:net';
import type { Server } from './commands/command.ts';
import { dispatch } from './commands/dispatch.ts';
import { Traffic } from './commands/traffic.ts';
import { localAddress } from './local-address.ts';
import { openStore } from './open-store.ts';
import { CursorTable } from './query/cursor-table.ts';
import { Readers } from './query/readers.ts';
import { removeStaleSocket } from './stale-socket.ts';
import { serve } from './wire/connection.ts';
import { connectionLimit } from './wire/connection-limit.ts';
import { Unfinished } from './wire/unfinished.ts';

/** Where and from which folder to serve. With `socketPath` no TCP port is opened. */
export interface ServerOptions {
  dir: string;
  host?: string;
  port?: number;
  socketPath?: string;
}

/**
 * Serves the documents of a folder over MongoDB's protocol.
 * Rejects when the folder is served already, or when the host is not this machine.
 */
export async function startServer(options: ServerOptions): Promise<{ uri: string; close(): Promise<void> }> {
  const host = await localAddress(options.host ?? '127.0.0.1');
  const opened = await openStore(options.dir);
  const { store } = opened;
  const mostClients = connectionLimit();
  const server: Server = {
    store,
    cursors: new CursorTable(),
    readers: new Readers(options.dir, store.catalog),
    traffic: new Traffic(mostClients),
    startedAt: new Date(),
    address: '',
  };
  const clients = new Set<ReturnType<typeof serve>>();
  const unfinished = new Unfinished();
  let connections = 0;
  const net = createServer((socket) => {
    const leaving = new AbortController();
    const asking = { connectionId: ++connections, gone: leaving.signal };
    const client = serve(socket, (message) => dispatch(message, asking, server), unfinished);
    clients.add(client);
    const disconnect = server.traffic.connect(socket);
    void client.closed.then(() => {
      leaving.abort();
      clients.delete(client);
      disconnect();
    });
  });
  net.maxConnections = mostClients;
  try {
    if (options.socketPath) await removeStaleSocket(options.socketPath);
    await listen(net, options.socketPath ? { path: options.socketPath } : { host, port: options.port ?? 0 });
  } catch (error) {
    await opened.close();
    throw error;
  }
  server.address = addressOf(net);
  return {
    uri: `mongodb://${server.address}`,
    async close() {
      net.close();
      // Long reads are not waited for.
      await server.readers.close();
      await Promise.all([...clients].map((client) => client.finish()));
      server.cursors.closeAll();
      await opened.close();
    },
  };
}

function listen(net: NetServer, where: { path: string } | { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    net.once('error', reject);
    // What the file of a socket is made with: nobody else may connect.
    const mask = process.umask(0o177);
    net.listen(where, () => {
      net.off('error', reject);
      // A client that could not be let in, for want of open files: it tries again, the others go on.
      net.on('error', (error) => console.error(`a connection was refused: ${error.message}`));
      resolve();
    });
    process.umask(mask);
  });
}

function addressOf(net: NetServer): string {
  const address = net.address();
  if (typeof address === 'string' || !address) return encodeURIComponent(String(address));
  return address.family === 'IPv6' ? `[${address.address}]:${address.port}` : `${address.address}:${address.port}`;
}
