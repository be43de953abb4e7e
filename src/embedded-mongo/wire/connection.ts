import type { Socket } from 'node:net';
import { Framing } from './framing.ts';
import { type Message, readMessage } from './message.ts';
import { replyTo } from './reply.ts';

/** Answers one request with the bytes of an encoded document; never rejects. */
export type Answer = (message: Message) => Promise<Uint8Array>;

/** Serves one client: its requests one after the other, in their order. Resolves `closed` when the client is gone. */
export function serve(socket: Socket, answer: Answer): { closed: Promise<void>; finish(): Promise<void> } {
  const framing = new Framing();
  let turn: Promise<void> = Promise.resolve();
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    try {
      for (const bytes of framing.push(chunk)) {
        const message = readMessage(bytes);
        turn = turn.then(() => respond(socket, message, answer));
      }
    } catch {
      socket.destroy();
    }
  });
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  return {
    closed,
    async finish() {
      socket.pause();
      await turn;
      socket.end();
      socket.destroySoon();
    },
  };
}

async function respond(socket: Socket, message: Message, answer: Answer): Promise<void> {
  const body = await answer(message);
  if (message.silent || socket.destroyed) return;
  if (!socket.write(replyTo(message, body))) await drained(socket);
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      socket.off('drain', settle);
      socket.off('close', settle);
      resolve();
    };
    socket.on('drain', settle);
    socket.on('close', settle);
  });
}
