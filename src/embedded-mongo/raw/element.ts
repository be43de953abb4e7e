/** Where the value of a BSON element ends, given its type and where it begins. -1 for a type that BSON does not have. */
export function valueEnd(bytes: Buffer, type: number, at: number): number {
  switch (type) {
    case 0x01: // double
    case 0x09: // date
    case 0x11: // timestamp
    case 0x12: // 64-bit integer
      return at + 8;
    case 0x02: // text
    case 0x0d: // code
    case 0x0e: // symbol
      return at + 4 + length(bytes, at, 1);
    case 0x03: // document
    case 0x04: // array
    case 0x0f: // code with scope
      return at + length(bytes, at, 5);
    case 0x05: // binary
      return at + 5 + length(bytes, at, 0);
    case 0x06: // undefined
    case 0x0a: // null
    case 0x7f: // greatest key
    case 0xff: // least key
      return at;
    case 0x07: // object id
      return at + 12;
    case 0x08: // boolean
      return at + 1;
    case 0x0b: // regular expression
      return bytes.indexOf(0, bytes.indexOf(0, at) + 1) + 1;
    case 0x0c: // pointer to a document of another collection
      return at + 16 + length(bytes, at, 1);
    case 0x10: // 32-bit integer
      return at + 4;
    case 0x13: // 128-bit decimal
      return at + 16;
    default:
      return -1;
  }
}

function length(bytes: Buffer, at: number, least: number): number {
  if (at + 4 > bytes.length) return Number.NaN;
  const value = int32(bytes, at);
  return value < least ? Number.NaN : value;
}

/** A little-endian 32-bit integer, without the checks that `readInt32LE` repeats on every call. */
export function int32(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] as number) |
    ((bytes[at + 1] as number) << 8) |
    ((bytes[at + 2] as number) << 16) |
    ((bytes[at + 3] as number) << 24)
  );
}
