import { setImmediate as breath } from 'node:timers/promises';
import { rawField } from '../raw/array-items.ts';
import { decode } from '../raw/decode.ts';
import { int32 } from '../raw/element.ts';
import { topLevel } from '../raw/top-level.ts';
import { validateReceived } from '../raw/validate.ts';
import { invalid } from '../raw/well-formed.ts';
import type { Doc } from '../semantics/document.ts';
import { location, MongoServerFault } from '../semantics/fault.ts';
import { crc32c } from './crc32c.ts';
import type { Message } from './message.ts';
import { WireError } from './wire-error.ts';

export const CHECKSUM_PRESENT = 1;
export const MORE_TO_COME = 2;

/** Header and flags. */
const SECTIONS_AT = 20;
/** How much is checked before others have their turn, in bytes. */
const BYTES_PER_TURN = 1024 * 1024;

/** Takes an OP_MSG apart; nothing in it that is no BSON gets further than this. Throws WireError or MongoServerFault. */
export function readCommand(bytes: Buffer): Message | Promise<Message> {
  const { body: bodyBytes, sequences } = sectionsOf(bytes, endOf(bytes));
  validateReceived(bodyBytes);
  const body = commandOf(bodyBytes);
  const [name = ''] = Object.keys(body);
  const { repeated } = topLevel(bodyBytes);
  if (repeated !== undefined) throw location(40413, `BSON field '${name}.${repeated}' is a duplicate field`);
  for (const beside of sequences.keys()) {
    if (rawField(bodyBytes, beside))
      throw location(40433, `Duplicate field between document sequence and body ${beside}`);
  }
  const command = { body, bodyBytes, sequences };
  if (bytes.length > BYTES_PER_TURN) return validateByTurns(sequences).then(() => command);
  for (const docs of sequences.values()) for (const doc of docs) validateReceived(doc);
  return command;
}

function endOf(bytes: Buffer): number {
  const flags = int32(bytes, 16);
  if (flags & 0xffff & ~(CHECKSUM_PRESENT | MORE_TO_COME)) throw new WireError(`unknown message flags ${flags >>> 0}`);
  if (!(flags & CHECKSUM_PRESENT)) return bytes.length;
  const end = bytes.length - 4;
  if (crc32c(bytes.subarray(0, end)) !== bytes.readUInt32LE(end)) throw new WireError('a checksum that does not match');
  return end;
}

function sectionsOf(bytes: Buffer, end: number): { body: Buffer; sequences: Map<string, Buffer[]> } {
  const sequences = new Map<string, Buffer[]>();
  let body: Buffer | undefined;
  for (let at = SECTIONS_AT; at < end; ) {
    const kind = bytes[at++] as number;
    const section = sized(bytes, at, end);
    if (kind === 0) {
      if (body) throw location(40430, 'Multiple body sections in message');
      body = section;
    } else if (kind === 1) {
      if (sequences.size === 2) {
        throw new MongoServerFault(233, 'TooManyDocumentSequences', 'Too many document sequences in OP_MSG');
      }
      readSequence(section, sequences);
    } else {
      throw location(40432, `Unknown section kind ${kind}`);
    }
    at += section.length;
  }
  if (!body) throw location(40587, 'OP_MSG messages must have a body');
  return { body, sequences };
}

function readSequence(section: Buffer, sequences: Map<string, Buffer[]>): void {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) throw invalid('a document sequence without a name');
  const name = section.toString('utf8', 4, nameEnd);
  if (sequences.has(name)) throw location(40431, `Duplicate document sequence: ${name}`);
  const docs: Buffer[] = [];
  for (let at = nameEnd + 1; at < section.length; ) {
    const doc = sized(section, at, section.length);
    docs.push(doc);
    at += doc.length;
  }
  sequences.set(name, docs);
}

/** The bytes from here on that begin with their own length. */
function sized(bytes: Buffer, at: number, end: number): Buffer {
  const size = at + 4 <= end ? int32(bytes, at) : 0;
  if (size < 5 || at + size > end) throw invalid('a length that leads out of the message');
  return bytes.subarray(at, at + size);
}

async function validateByTurns(sequences: Map<string, Buffer[]>): Promise<void> {
  let checked = 0;
  for (const docs of sequences.values()) {
    for (const doc of docs) {
      validateReceived(doc);
      checked += doc.length;
      if (checked > BYTES_PER_TURN) {
        checked = 0;
        await breath();
      }
    }
  }
}

/** Decodes a command; the documents of an insert stay bytes, for they are stored as they are. */
function commandOf(bytes: Buffer): Doc {
  const documents = isInsert(bytes) ? rawField(bytes, 'documents') : undefined;
  if (!documents) return decode(bytes);
  const end = documents.value.byteOffset - bytes.byteOffset + documents.value.length;
  const start = end - documents.value.length - 'documents\0'.length - 1;
  const rest = Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
  rest.writeInt32LE(rest.length);
  return decode(rest);
}

const isInsert = (bytes: Buffer) => bytes[5] === 0x69 && bytes.toString('latin1', 5, 12) === 'insert\0';
