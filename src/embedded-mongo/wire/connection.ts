import type { Socket } from 'node:net';
import { encode } from '../raw/decode.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import { Framing } from './framing.ts';
import type { Envelope, Message } from './message.ts';
import { readEnvelope, readRequest } from './read-message.ts';
import { refusal, replyTo } from './reply.ts';
import { Unfinished } from './unfinished.ts';
import { WireError } from './wire-error.ts';

/** Answers one request with the bytes of an encoded document; never rejects. */
export type Answer = (message: Message) => Promise<Uint8Array>;

/** How much is read of later requests while an earlier one is answered, in bytes. */
const READ_AHEAD_BYTES = 256 * 1024;
/** How long a client may take to fetch its last answer when the server closes, in milliseconds. */
const FAREWELL_MS = 1000;

/**
 * Serves one client: its requests one after the other, in their order. A client that does not fetch its answers is not
 * read any further. Resolves `closed` when the client is gone.
 */
export function serve(
  socket: Socket,
  answer: Answer,
  unfinished = new Unfinished(),
): { closed: Promise<void>; finish(): Promise<void> } {
  const framing = new Framing();
  let isWorking = false;
  let working = Promise.resolve();
  let isEnding = false;
  let fetched = () => {};

  const work = async () => {
    isWorking = true;
    try {
      for (let bytes = framing.next(); bytes && !isEnding && !socket.destroyed; bytes = framing.next())
        await respond(bytes);
      unfinished.hold(socket, socket.destroyed ? 0 : framing.size);
      if (!isEnding) socket.resume();
    } catch (error) {
      if (!(error instanceof WireError)) console.error(error);
      socket.destroy();
    }
    isWorking = false;
  };

  const respond = async (bytes: Buffer) => {
    const envelope = readEnvelope(bytes);
    const body = await answerTo(bytes, envelope, answer);
    if (envelope.silent || socket.destroyed) return;
    if (socket.write(replyTo(envelope, body)) || isEnding) return;
    await new Promise<void>((resolve) => {
      fetched = resolve;
    });
  };

  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('drain', () => fetched());
  socket.on('data', (chunk) => {
    framing.push(chunk);
    if (!isWorking) working = work();
    else if (framing.size > READ_AHEAD_BYTES) socket.pause();
  });
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      unfinished.hold(socket, 0);
      fetched();
      resolve();
    });
  });

  return {
    closed,
    async finish() {
      isEnding = true;
      socket.pause();
      fetched();
      await working;
      socket.destroySoon();
      setTimeout(() => socket.destroy(), FAREWELL_MS).unref();
    },
  };
}

async function answerTo(bytes: Buffer, envelope: Envelope, answer: Answer): Promise<Uint8Array> {
  let message: Message;
  try {
    message = await readRequest(bytes, envelope);
  } catch (error) {
    if (error instanceof MongoServerFault) return encode(refusal(error));
    throw error;
  }
  return answer(message);
}
