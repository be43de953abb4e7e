import { deserialize, serialize } from 'bson';
import type { Doc } from '../semantics/document.ts';

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

/** Encodes a document; `undefined` fields are left out. */
export function encode(doc: Doc): Buffer {
  const bytes = serialize(doc, { ignoreUndefined: true });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
