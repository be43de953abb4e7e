import { location, MongoServerFault } from '../semantics/fault.ts';
import { topLevel } from './top-level.ts';
import { depthOf, invalid, MAX_LEVELS, mayNestDeeper } from './well-formed.ts';

/** Largest document that a client may store, in bytes. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;
/** Largest document on its way: a command has 16 KB for what it says about a document. */
const MAX_RECEIVED_BYTES = MAX_DOCUMENT_BYTES + 16 * 1024;

/** How many levels deep a stored document may nest, itself included. */
const MAX_DEPTH = 100;

/** Makes sure that bytes from a client are one well-formed document, so that nothing can trip a reader later. */
export function validateReceived(raw: Buffer): void {
  if (raw.length > MAX_RECEIVED_BYTES) {
    const size = `${raw.length} (0x${raw.length.toString(16).toUpperCase()})`;
    throw new MongoServerFault(
      10334,
      'BSONObjectTooLarge',
      `BSONObj size: ${size} is invalid. Size must be between 0 and ${MAX_RECEIVED_BYTES}(16MB)`,
    );
  }
  if (depthOf(raw, MAX_LEVELS) > MAX_LEVELS) {
    throw tooDeep(`BSONObj exceeded maximum nested object depth: ${MAX_LEVELS}`);
  }
}

/** Makes sure that a well-formed document may be stored. Tells where its element `_id` begins. */
export function validateStorable(raw: Buffer): number | undefined {
  if (raw.length > MAX_DOCUMENT_BYTES) {
    const size = `size in bytes: ${raw.length}, max size: ${MAX_DOCUMENT_BYTES}`;
    throw new MongoServerFault(2, 'BadValue', `object to insert too large. ${size}`);
  }
  if (mayNestDeeper(raw, MAX_DEPTH) && depthOf(raw, MAX_DEPTH) > MAX_DEPTH) {
    throw tooDeep(`Document exceeds maximum nesting depth of ${MAX_DEPTH}`);
  }
  const { id, repeated } = topLevel(raw);
  if (repeated !== undefined) throw invalid(`the field '${repeated}' is there twice`);
  return id;
}

/** Refuses what an update made too large. */
export function notTooLarge(bytes: Buffer): Buffer {
  if (bytes.length <= MAX_DOCUMENT_BYTES) return bytes;
  throw location(17419, `Resulting document after update is larger than ${MAX_DOCUMENT_BYTES}`);
}

const tooDeep = (message: string) => new MongoServerFault(15, 'Overflow', message);
