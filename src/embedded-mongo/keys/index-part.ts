import { createHash } from 'node:crypto';
import { Decimal128 } from 'bson';
import { writeDecimal } from './decimal-key.ts';
import type { KeyWriter } from './key-writer.ts';
import { writeValue } from './value-key.ts';

/** A part of an index key longer than this is cut to PART_PREFIX bytes, and a hash of the whole put behind them. */
export const PART_LIMIT = 400;
const PART_PREFIX = 384;

/**
 * Writes one part of an index key; a descending part has its bits inverted.
 * Returns false when the part had to be cut: then equal values still have equal keys, but order ends at the prefix.
 */
export function writePart(writer: KeyWriter, value: unknown, descending: boolean, limit = PART_LIMIT): boolean {
  const start = writer.length;
  write(writer, value, descending);
  const whole = writer.length - start <= limit;
  if (!whole) {
    const hash = createHash('md5').update(writer.bytes.subarray(start, writer.length)).digest();
    writer.length = start + PART_PREFIX;
    writer.raw(hash);
  }
  if (descending) invert(writer.bytes, start, writer.length);
  return whole;
}

/** Writes the part of a key at which a range begins or ends; a long value is cut, so such a bound is only near. */
export function writeBound(writer: KeyWriter, value: unknown, descending: boolean): boolean {
  const start = writer.length;
  write(writer, value, descending);
  const exact = writer.length - start <= PART_PREFIX;
  if (!exact) writer.length = start + PART_PREFIX;
  if (descending) invert(writer.bytes, start, writer.length);
  return exact;
}

/** A decimal between two numbers stands behind the one of them that is read first, in either direction. */
function write(writer: KeyWriter, value: unknown, descending: boolean): void {
  if (descending && value instanceof Decimal128) writeDecimal(writer, value, 'above');
  else writeValue(writer, value);
}

function invert(bytes: Buffer, from: number, to: number): void {
  for (let i = from; i < to; i++) bytes[i] = ~(bytes[i] as number);
}
