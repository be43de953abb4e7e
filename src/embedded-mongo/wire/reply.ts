import { type Message, OP_MSG, OP_QUERY, OP_REPLY } from './message.ts';

let lastRequestId = 0;

/** Frames an encoded answer in the way the request was framed. */
export function replyTo(message: Message, body: Uint8Array): Buffer {
  const head = message.opCode === OP_QUERY ? 36 : 21;
  const bytes = Buffer.allocUnsafe(head + body.length);
  bytes.writeInt32LE(bytes.length, 0);
  lastRequestId = (lastRequestId + 1) | 0;
  bytes.writeInt32LE(lastRequestId, 4);
  bytes.writeInt32LE(message.requestId, 8);
  if (message.opCode === OP_QUERY) {
    bytes.writeInt32LE(OP_REPLY, 12);
    bytes.fill(0, 16, 36);
    bytes.writeInt32LE(1, 32);
  } else {
    bytes.writeInt32LE(OP_MSG, 12);
    bytes.fill(0, 16, 21);
  }
  bytes.set(body, head);
  return bytes;
}
