import type { Binary } from 'bson';

export function bytesOf(value: Binary): Uint8Array {
  return value.buffer.subarray(0, value.position);
}

/** Binary values compare by length, then by subtype, then by their bytes. */
export function compareBinary(a: Binary, b: Binary): number {
  return a.position - b.position || a.sub_type - b.sub_type || Buffer.compare(bytesOf(a), bytesOf(b));
}
