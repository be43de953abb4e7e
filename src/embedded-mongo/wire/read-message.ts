import { int32 } from '../raw/element.ts';
import { OP_MSG, readHeader } from './header.ts';
import type { Envelope, Message } from './message.ts';
import { CHECKSUM_PRESENT, MORE_TO_COME, readCommand } from './op-msg.ts';
import { readGreeting } from './op-query.ts';

/** Reads how one whole message has to be answered. Throws WireError for bytes that are none. */
export function readEnvelope(bytes: Buffer): Envelope {
  const { requestId, opCode } = readHeader(bytes);
  const flags = opCode === OP_MSG ? int32(bytes, 16) : 0;
  return { requestId, opCode, silent: (flags & MORE_TO_COME) !== 0, checksum: (flags & CHECKSUM_PRESENT) !== 0 };
}

/** Reads what a message asks for. Throws WireError, or a MongoServerFault where the client can be told what is wrong. */
export function readRequest(bytes: Buffer, { opCode }: Envelope): Message | Promise<Message> {
  return opCode === OP_MSG ? readCommand(bytes) : readGreeting(bytes);
}
