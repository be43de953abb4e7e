import { BSONError, deserialize, serialize } from 'bson';
import type { Doc } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import { depthOf, MAX_LEVELS, mayNestDeeper } from './well-formed.ts';

const OPTIONS = {
  promoteValues: false,
  promoteBuffers: false,
  bsonRegExp: true,
  validation: { utf8: false as const },
};

/** Decodes a document; numbers keep their BSON types as wrappers. */
export function decode(raw: Uint8Array): Doc {
  return deserialize(raw, OPTIONS);
}

/** Encodes a document; `undefined` fields are left out. Throws MongoServerFault for what is too large, or cannot be BSON. */
export function encode(doc: Doc): Buffer {
  let bytes: Buffer;
  try {
    const { buffer, byteOffset, byteLength } = serialize(doc, { ignoreUndefined: true });
    bytes = Buffer.from(buffer, byteOffset, byteLength);
  } catch (error) {
    throw refusalOf(error);
  }
  if (mayNestDeeper(bytes, MAX_LEVELS) && depthOf(bytes, MAX_LEVELS) > MAX_LEVELS) {
    const message = `cannot convert document to BSON because it exceeds the limit of ${MAX_LEVELS} levels of nesting`;
    throw new MongoServerFault(15, 'Overflow', message);
  }
  return bytes;
}

function refusalOf(error: unknown): unknown {
  if (BSONError.isBSONError(error)) return new MongoServerFault(22, 'InvalidBSON', error.message);
  // bson writes into a buffer of some 17 MB, and this is how it says that it is full.
  if (!(error instanceof RangeError) || (error as { code?: string }).code !== 'ERR_OUT_OF_RANGE') return error;
  const message = 'BSONObj size is invalid. Size must be between 0 and 16793600(16MB)';
  return new MongoServerFault(10334, 'BSONObjectTooLarge', message);
}
