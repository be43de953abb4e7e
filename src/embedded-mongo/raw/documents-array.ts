/** Encodes `{ <lead fields>, <name>: [documents] }` fragments: the bytes of a BSON array made of encoded documents. */
export function documentsArray(docs: readonly Uint8Array[]): Buffer {
  let size = 5;
  for (let i = 0; i < docs.length; i++) size += 2 + digits(i) + (docs[i] as Uint8Array).length;
  const bytes = Buffer.allocUnsafe(size);
  let at = bytes.writeInt32LE(size, 0);
  for (let i = 0; i < docs.length; i++) {
    const doc = docs[i] as Uint8Array;
    bytes[at++] = 0x03;
    at += bytes.write(String(i), at, 'latin1');
    bytes[at++] = 0;
    bytes.set(doc, at);
    at += doc.length;
  }
  bytes[at] = 0;
  return bytes;
}

function digits(value: number): number {
  let count = 1;
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) count++;
  return count;
}
