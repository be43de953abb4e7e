import { Double } from 'bson';
import type { Doc } from '../semantics/document.ts';
import type { MongoServerFault } from '../semantics/fault.ts';
import { crc32c } from './crc32c.ts';
import { OP_MSG, OP_QUERY, OP_REPLY } from './header.ts';
import type { Envelope } from './message.ts';
import { CHECKSUM_PRESENT } from './op-msg.ts';

let lastRequestId = 0;

/** Frames an encoded answer in the way the request was framed. */
export function replyTo(request: Envelope, body: Uint8Array): Buffer {
  const head = request.opCode === OP_QUERY ? 36 : 21;
  const bytes = Buffer.allocUnsafe(head + body.length + (request.checksum ? 4 : 0));
  bytes.writeInt32LE(bytes.length, 0);
  lastRequestId = (lastRequestId + 1) | 0;
  bytes.writeInt32LE(lastRequestId, 4);
  bytes.writeInt32LE(request.requestId, 8);
  bytes.fill(0, 16, head);
  if (request.opCode === OP_QUERY) {
    bytes.writeInt32LE(OP_REPLY, 12);
    bytes.writeInt32LE(1, 32);
  } else {
    bytes.writeInt32LE(OP_MSG, 12);
  }
  bytes.set(body, head);
  if (request.checksum) {
    bytes.writeUInt32LE(CHECKSUM_PRESENT, 16);
    bytes.writeUInt32LE(crc32c(bytes.subarray(0, -4)), bytes.length - 4);
  }
  return bytes;
}

/** What a command answers that was refused. */
export function refusal({ message, code, codeName }: Pick<MongoServerFault, 'message' | 'code' | 'codeName'>): Doc {
  return { ok: new Double(0), errmsg: message, code, codeName };
}
