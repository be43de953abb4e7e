import { createServer, IncomingMessage, type Server, ServerResponse } from 'node:http';
import { type AddressInfo, Server as NetServer } from 'node:net';
import type { Express } from 'express';

export interface Listening {
  /** The port listened on, also when 0 was asked for. */
  readonly port: number;
  /** Takes no more connections, lets running requests finish for at most 5 s, then ends them. */
  close(): Promise<void>;
}

const graceMs = 5_000;
const idleMs = 500;

/** Serves the app. Rejects when the address is taken. */
export async function listen(app: Express, { host, port }: { host: string; port: number }): Promise<Listening> {
  const server = createServer(
    {
      ...messagesOf(app),
      // A client has ten seconds for its headers and five minutes for all of its request: photographs go up slowly
      // from a telephone. Bodies without files have thirty seconds (guards/body.ts).
      headersTimeout: 10_000,
      requestTimeout: 300_000,
      connectionsCheckingInterval: 1000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16_384,
    },
    app,
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

/** Connections that idle are told to end by their last answer, and only then cut: a request may be on its way. */
async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    NetServer.prototype.close.call(server, () => resolve());
  });
  server.prependListener('request', (_req, res) => {
    res.shouldKeepAlive = false;
  });
  const sweep = setInterval(() => server.closeIdleConnections(), idleMs);
  const late = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(late);
  server.close();
}

/**
 * Express gives each request and response the app's prototypes, which makes V8 forget all it knew of their shape.
 * Messages that are born with these prototypes are left alone.
 */
function messagesOf(app: Express): { IncomingMessage: typeof IncomingMessage; ServerResponse: typeof ServerResponse } {
  const born = <T extends typeof IncomingMessage | typeof ServerResponse>(base: T, prototype: object): T => {
    function Message(this: object, ...parameters: unknown[]): void {
      (base as unknown as (...all: unknown[]) => void).apply(this, parameters);
    }
    Message.prototype = prototype;
    return Message as unknown as T;
  };
  return { IncomingMessage: born(IncomingMessage, app.request), ServerResponse: born(ServerResponse, app.response) };
}
