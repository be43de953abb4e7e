import { rawField } from '../raw/array-items.ts';
import { decode } from '../raw/decode.ts';
import { FieldPicker } from '../raw/field-picker.ts';
import { validateDocument } from '../raw/validate.ts';
import type { Doc } from '../semantics/document.ts';
import { WireError } from './wire-error.ts';

export const OP_REPLY = 1;
export const OP_QUERY = 2004;
export const OP_MSG = 2013;

const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
const KNOWN_REQUIRED_FLAGS = CHECKSUM_PRESENT | MORE_TO_COME;

/** A request as it came over the wire. */
export interface Message {
  requestId: number;
  opCode: number;
  /** the command without the documents that came beside it */
  body: Doc;
  bodyBytes: Buffer;
  /** documents that came beside the command, by the argument they stand for */
  sequences: Map<string, Buffer[]>;
  /** the client does not want an answer */
  silent: boolean;
}

/** Reads one whole message. Throws WireError for bytes that are none. */
export function readMessage(bytes: Buffer): Message {
  const opCode = bytes.readInt32LE(12);
  const requestId = bytes.readInt32LE(4);
  try {
    if (opCode === OP_MSG) return readMsg(bytes, requestId);
    if (opCode === OP_QUERY) return readQuery(bytes, requestId);
  } catch (error) {
    throw new WireError(`unreadable message: ${error instanceof Error ? error.message : String(error)}`);
  }
  throw new WireError(`unknown operation ${opCode}`);
}

function readMsg(bytes: Buffer, requestId: number): Message {
  const flags = bytes.readUInt32LE(16);
  if (flags & 0xffff & ~KNOWN_REQUIRED_FLAGS) throw new WireError(`unknown message flags ${flags}`);
  const end = bytes.length - (flags & CHECKSUM_PRESENT ? 4 : 0);
  const sequences = new Map<string, Buffer[]>();
  let bodyBytes: Buffer | undefined;
  for (let at = 20; at < end; ) {
    const kind = bytes[at++];
    const size = bytes.readInt32LE(at);
    if (size < 5 || at + size > end) throw new WireError('a section ends outside its message');
    if (kind === 0) {
      if (bodyBytes) throw new WireError('two bodies in a message');
      bodyBytes = bytes.subarray(at, at + size);
    } else if (kind === 1) {
      readSequence(bytes.subarray(at + 4, at + size), sequences);
    } else {
      throw new WireError(`unknown section kind ${kind}`);
    }
    at += size;
  }
  if (!bodyBytes) throw new WireError('a message without a body');
  validateDocument(bodyBytes, MAX_MESSAGE_BYTES, MAX_COMMAND_DEPTH);
  return {
    requestId,
    opCode: OP_MSG,
    body: commandOf(bodyBytes),
    bodyBytes,
    sequences,
    silent: (flags & MORE_TO_COME) !== 0,
  };
}

/** How deep a command may nest; what it may store is less, and refused with an answer. */
const MAX_COMMAND_DEPTH = 1000;

/** Largest message that is read, in bytes. */
export const MAX_MESSAGE_BYTES = 48_000_000;

function readSequence(bytes: Buffer, sequences: Map<string, Buffer[]>): void {
  const nameEnd = bytes.indexOf(0);
  if (nameEnd < 0) throw new WireError('a document sequence without a name');
  const docs: Buffer[] = [];
  for (let at = nameEnd + 1; at < bytes.length; ) {
    const size = bytes.readInt32LE(at);
    if (size < 5 || at + size > bytes.length) throw new WireError('a document ends outside its sequence');
    docs.push(bytes.subarray(at, at + size));
    at += size;
  }
  sequences.set(bytes.toString('utf8', 0, nameEnd), docs);
}

/** Decodes a command; the documents of an insert stay bytes, for they are stored as they are. */
function commandOf(bytes: Buffer): Doc {
  if (!rawField(bytes, 'insert')) return decode(bytes);
  return new FieldPicker(INSERT_FIELDS).decode(bytes);
}

const INSERT_FIELDS = [
  'insert',
  'ordered',
  '$db',
  'lsid',
  'txnNumber',
  'writeConcern',
  'comment',
  'bypassDocumentValidation',
];

/** The greeting of drivers that do not know yet whom they talk to. */
function readQuery(bytes: Buffer, requestId: number): Message {
  const nameEnd = bytes.indexOf(0, 20);
  if (nameEnd < 0) throw new WireError('a query without a collection');
  const name = bytes.toString('utf8', 20, nameEnd);
  const at = nameEnd + 1 + 8;
  const size = bytes.readInt32LE(at);
  if (size < 5 || at + size > bytes.length) throw new WireError('a query ends outside its message');
  const bodyBytes = bytes.subarray(at, at + size);
  validateDocument(bodyBytes);
  const body = { ...decode(bodyBytes), $db: name.split('.')[0] };
  return { requestId, opCode: OP_QUERY, body, bodyBytes, sequences: new Map(), silent: false };
}
