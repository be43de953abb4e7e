import type { Binary } from 'bson';

/** Binary values compare by length, then by subtype, then by their bytes. */
export function compareBinary(a: Binary | Uint8Array, b: Binary | Uint8Array): number {
  const x = bytesOf(a);
  const y = bytesOf(b);
  return x.length - y.length || subtypeOf(a) - subtypeOf(b) || Buffer.compare(x, y);
}

function bytesOf(value: Binary | Uint8Array): Uint8Array {
  return value instanceof Uint8Array ? value : value.buffer.subarray(0, value.position);
}

function subtypeOf(value: Binary | Uint8Array): number {
  return value instanceof Uint8Array ? 0 : value.sub_type;
}
