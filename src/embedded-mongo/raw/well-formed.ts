import { badValue, location, MongoServerFault } from '../semantics/fault.ts';
import { int32, valueEnd } from './element.ts';

/** How many levels deep anything may nest. */
export const MAX_LEVELS = 200;
/** A level takes this many bytes at least: length, type, a name, and two ends. */
const LEVEL_BYTES = 7;

/** What a date can be in JavaScript, in milliseconds before and after 1970. */
const MAX_DATE_MS = 8.64e15;
const REGEX_OPTIONS = 'imsxlu';
/** By a field of this name, bson tells the types that JavaScript lacks from documents. */
const RESERVED = Buffer.from('_bsontype\0');

/** Whether a document is long enough to have more levels than these. */
export const mayNestDeeper = (raw: Buffer, levels: number): boolean => raw.length > levels * LEVEL_BYTES;

/** How many levels a well-formed document has; those beyond `most` are not looked at. Throws when it is not well-formed. */
export function depthOf(raw: Buffer, most: number): number {
  if (raw.length < 5 || int32(raw, 0) !== raw.length) throw invalid('a document whose length is wrong');
  return walk(raw, 0, raw.length, 1, most);
}

function walk(bytes: Buffer, start: number, end: number, level: number, most: number): number {
  if (level > most) return level;
  const last = end - 1;
  let deepest = level;
  let at = start + 4;
  while (at < last) {
    const type = bytes[at] as number;
    let value = at + 1;
    while (bytes[value] !== 0 && value < last) value++;
    if (value - at === RESERVED.length && RESERVED.equals(bytes.subarray(at + 1, value + 1)))
      throw badValue("the field name '_bsontype' is reserved here");
    value++;
    const next = valueEnd(bytes, type, value);
    if (!(value <= last && next >= value && next <= last)) throw invalid('a value that ends outside its document');
    const inner = type === 0x03 || type === 0x04 ? value : contentOf(bytes, type, value, next);
    if (inner) {
      const depth = walk(bytes, inner, next, level + 1, most);
      if (depth > deepest) deepest = depth;
    }
    at = next;
  }
  if (at !== last || bytes[last] !== 0) throw invalid('a document that does not end where it should');
  return deepest;
}

/** Looks at what is in a value; tells where a document within it begins, or 0. */
function contentOf(bytes: Buffer, type: number, at: number, end: number): number {
  switch (type) {
    case 0x02: // text
    case 0x0d: // code
    case 0x0e: // symbol
      if (bytes[end - 1] !== 0) throw invalid('a text without its end');
      return 0;
    case 0x05: // binary; the oldest kind has its length twice
      if (bytes[at + 4] === 0x02 && (end - at < 9 || int32(bytes, at + 5) !== end - at - 9))
        throw invalid('binary data whose lengths differ');
      return 0;
    case 0x08: // boolean
      if ((bytes[at] as number) > 1) throw invalid('a boolean that is neither true nor false');
      return 0;
    case 0x09: // date
      if (!(Math.abs(int32(bytes, at + 4) * 2 ** 32 + (int32(bytes, at) >>> 0)) <= MAX_DATE_MS))
        throw badValue('dates reach from the year -271821 to 275760 here');
      return 0;
    case 0x0b: // regular expression
      for (let option = bytes.indexOf(0, at) + 1; option < end - 1; option++) {
        const letter = String.fromCharCode(bytes[option] as number);
        if (!REGEX_OPTIONS.includes(letter)) throw location(51108, `invalid flag in regex options: ${letter}`);
      }
      return 0;
    case 0x0c: // pointer to a document of another collection
      if (bytes[end - 13] !== 0) throw invalid('a text without its end');
      return 0;
    case 0x0f: // code with scope
      return scopeOf(bytes, at, end);
    default:
      return 0;
  }
}

function scopeOf(bytes: Buffer, at: number, end: number): number {
  const scope = end - at < 14 ? end : at + 8 + int32(bytes, at + 4);
  if (scope <= at + 8 || scope + 5 > end || bytes[scope - 1] !== 0 || int32(bytes, scope) !== end - scope)
    throw invalid('code whose lengths differ');
  return scope;
}

/** The refusal of bytes that are no BSON. */
export function invalid(what: string): MongoServerFault {
  return new MongoServerFault(22, 'InvalidBSON', `not well-formed BSON: ${what}`);
}
