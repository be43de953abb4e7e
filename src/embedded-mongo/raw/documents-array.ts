/** The bytes that a BSON array of encoded documents takes. */
export function arraySize(docs: readonly Uint8Array[]): number {
  let size = 5;
  for (let i = 0; i < docs.length; i++) size += 2 + digits(i) + (docs[i] as Uint8Array).length;
  return size;
}

/** Writes a BSON array of encoded documents, of the size that `arraySize` gives; tells where it ends. */
export function writeArray(bytes: Buffer, from: number, docs: readonly Uint8Array[], size: number): number {
  let at = bytes.writeInt32LE(size, from);
  for (let i = 0; i < docs.length; i++) {
    const doc = docs[i] as Uint8Array;
    bytes[at++] = 0x03;
    at += bytes.write(String(i), at, 'latin1');
    bytes[at++] = 0;
    bytes.set(doc, at);
    at += doc.length;
  }
  bytes[at++] = 0;
  return at;
}

function digits(value: number): number {
  let count = 1;
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) count++;
  return count;
}
