import { valueEnd } from './element.ts';

const hashes = new Int32Array(64);

/** The name of a top-level field that a well-formed document has twice, or undefined. */
export function duplicateField(raw: Buffer): string | undefined {
  const end = raw.length - 1;
  let count = 0;
  for (let at = 4; at < end; ) {
    let hash = 0;
    let nameEnd = at + 1;
    for (let byte = raw[nameEnd] as number; byte !== 0; byte = raw[++nameEnd] as number) {
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    // Equal hashes are rare, and so are documents of this many fields: both are looked at again, with care.
    if (count === hashes.length) return repeatedName(raw);
    for (let i = 0; i < count; i++) if (hashes[i] === hash) return repeatedName(raw);
    hashes[count++] = hash;
    at = valueEnd(raw, raw[at] as number, nameEnd + 1);
  }
  return undefined;
}

function repeatedName(raw: Buffer): string | undefined {
  const seen = new Set<string>();
  for (let at = 4; at < raw.length - 1; ) {
    const nameEnd = raw.indexOf(0, at + 1);
    // One character per byte, so that names which are not valid UTF-8 stay apart.
    const name = raw.toString('latin1', at + 1, nameEnd);
    if (seen.has(name)) return raw.toString('utf8', at + 1, nameEnd);
    seen.add(name);
    at = valueEnd(raw, raw[at] as number, nameEnd + 1);
  }
  return undefined;
}
