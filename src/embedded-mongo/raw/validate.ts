import { MongoServerFault } from '../semantics/fault.ts';
import { int32, valueEnd } from './element.ts';

/** Largest document that a client may store, in bytes. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

/** How many levels deep documents may nest. */
const MAX_DEPTH = 180;

/** Makes sure that bytes are one well-formed BSON document, so that nothing stored can trip a reader later. */
export function validateDocument(raw: Buffer, limit = MAX_DOCUMENT_BYTES, depth = MAX_DEPTH): void {
  if (raw.length > limit) {
    throw new MongoServerFault(
      10334,
      'BSONObjectTooLarge',
      `BSONObj size: ${raw.length} is invalid. Size must be between 0 and ${limit}`,
    );
  }
  if (raw.length < 5 || int32(raw, 0) !== raw.length) throw invalid();
  walk(raw, 0, raw.length, depth);
}

function walk(bytes: Buffer, start: number, end: number, levels: number): void {
  if (levels < 0) throw new MongoServerFault(15, 'Overflow', 'a document is nested too deep');
  let at = start + 4;
  const last = end - 1;
  while (at < last) {
    const type = bytes[at] as number;
    const value = bytes.indexOf(0, at + 1) + 1;
    if (value === 0 || value > last) throw invalid();
    const next = valueEnd(bytes, type, value);
    if (!(next >= value && next <= last)) throw invalid();
    if (type === 0x03 || type === 0x04) walk(bytes, value, next, levels - 1);
    else if (type === 0x02 && bytes[next - 1] !== 0) throw invalid();
    at = next;
  }
  if (at !== last || bytes[last] !== 0) throw invalid();
}

function invalid(): MongoServerFault {
  return new MongoServerFault(22, 'InvalidBSON', 'not a well-formed BSON document');
}
