import { Double, Int32, Long, ObjectId } from 'bson';
import { int32 } from './element.ts';

/** Stands for a value that only the whole decoder understands. */
export const NOT_SIMPLE = Symbol('not simple');

/** A value that holds no other values, as `decode` would give it: what keys, filters and sums mostly ask for. */
export function simpleValue(raw: Buffer, type: number, at: number): unknown {
  switch (type) {
    case 0x01:
      return new Double(raw.readDoubleLE(at));
    case 0x02:
      return raw.toString('utf8', at + 4, at + 3 + int32(raw, at));
    case 0x07:
      return new ObjectId(raw.subarray(at, at + 12));
    case 0x08:
      return raw[at] === 1;
    case 0x09:
      return new Date(int32(raw, at + 4) * 2 ** 32 + (int32(raw, at) >>> 0));
    case 0x0a:
      return null;
    case 0x10:
      return new Int32(int32(raw, at));
    case 0x12:
      return new Long(int32(raw, at), int32(raw, at + 4));
    default:
      return NOT_SIMPLE;
  }
}
