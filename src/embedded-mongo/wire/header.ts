import { int32 } from '../raw/element.ts';
import { WireError } from './wire-error.ts';

export const OP_REPLY = 1;
export const OP_QUERY = 2004;
export const OP_MSG = 2013;

/** Largest message that is read, in bytes. */
export const MAX_MESSAGE_BYTES = 48_000_000;
/** Header, flags, kind of section and the smallest document. */
const MIN_MESSAGE_BYTES = 26;

interface Header {
  length: number;
  requestId: number;
  opCode: number;
}

/** The first 16 bytes of a message. Throws WireError when they are no such thing: HTTP, TLS, noise, compressed or older requests. */
export function readHeader(bytes: Buffer, at = 0): Header {
  const length = int32(bytes, at);
  const opCode = int32(bytes, at + 12);
  if (length < MIN_MESSAGE_BYTES || length > MAX_MESSAGE_BYTES) throw new WireError(`a message of ${length} bytes`);
  if (opCode !== OP_MSG && opCode !== OP_QUERY) throw new WireError(`unknown operation ${opCode}`);
  return { length, requestId: int32(bytes, at + 4), opCode };
}
