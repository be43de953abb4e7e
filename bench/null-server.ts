import { createServer } from 'node:net';
import { Long, serialize } from 'bson';
import type { Client, Server } from '../src/embedded-mongo/commands/command.ts';
import { cursorAnswer } from '../src/embedded-mongo/commands/cursor-answer.ts';
import { dispatch } from '../src/embedded-mongo/commands/dispatch.ts';
import { Traffic } from '../src/embedded-mongo/commands/traffic.ts';
import { serve } from '../src/embedded-mongo/wire/connection.ts';
import type { Message } from '../src/embedded-mongo/wire/message.ts';
import { documentOf } from './store-document.ts';

// The built-in store's own protocol before an empty room: it acknowledges every insert and stores none, and answers
// every find with the same document.
const canned = [Buffer.from(serialize({ _id: 'x'.repeat(12), ...documentOf(0) }))];

async function answer(message: Message, client: Client): Promise<Uint8Array> {
  const { body } = message;
  if ('insert' in body) return serialize({ n: message.sequences.get('documents')?.length ?? 1, ok: 1 });
  if ('update' in body) return updated(message.sequences.get('updates')?.length ?? 1);
  if ('find' in body) return cursorAnswer('firstBatch', canned, Long.ZERO, 'bench.documents');
  // The greetings look at nothing that is stored.
  return dispatch(message, client, { traffic } as Server);
}

const updated = (n: number): Uint8Array => serialize({ n, nModified: n, ok: 1 });

const traffic = new Traffic(0);
const gone = new AbortController().signal;
let connections = 0;
const server = createServer((socket) => {
  const client = { connectionId: ++connections, gone };
  serve(socket, (message) => answer(message, client));
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address() as { port: number };
  process.send?.({ ready: `mongodb://127.0.0.1:${port}` });
});
process.on('disconnect', () => process.exit());
process.on('SIGTERM', () => process.exit());
