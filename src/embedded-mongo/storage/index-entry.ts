const lengths = new Map<number, Buffer>();

/** What an entry of an index that is not unique holds: the length of the document's key at the end of its own. */
export function entryValue(id: Buffer): Buffer {
  let value = lengths.get(id.length);
  if (!value) {
    value = Buffer.allocUnsafeSlow(2);
    value.writeUInt16BE(id.length);
    lengths.set(id.length, value);
  }
  return value;
}

/** The key of the document behind an index entry. */
export function entryId(unique: boolean, key: Buffer, value: Buffer): Buffer {
  return unique ? value : key.subarray(key.length - ((value[0] as number) * 256 + (value[1] as number)));
}
