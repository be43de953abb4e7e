import { valueEnd } from './element.ts';

const hashes = new Int32Array(64);

/** What a walk over the top-level fields of a document tells. */
interface TopLevel {
  /** where the element `_id` begins */
  id: number | undefined;
  /** the name of a field that is there twice */
  repeated: string | undefined;
}

/** Walks once over the top-level fields of a well-formed document. */
export function topLevel(raw: Buffer): TopLevel {
  const end = raw.length - 1;
  let id: number | undefined;
  let count = 0;
  for (let at = 4; at < end; ) {
    let hash = 0;
    let nameEnd = at + 1;
    for (let byte = raw[nameEnd] as number; byte !== 0; byte = raw[++nameEnd] as number) {
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    if (nameEnd === at + 4 && raw[at + 1] === 0x5f && raw[at + 2] === 0x69 && raw[at + 3] === 0x64) id = at;
    // Equal hashes are rare, and so are documents of this many fields: both are looked at again, with care.
    if (count === hashes.length) return thorough(raw);
    for (let i = 0; i < count; i++) if (hashes[i] === hash) return thorough(raw);
    hashes[count++] = hash;
    at = valueEnd(raw, raw[at] as number, nameEnd + 1);
  }
  return { id, repeated: undefined };
}

function thorough(raw: Buffer): TopLevel {
  const seen = new Set<string>();
  let id: number | undefined;
  for (let at = 4; at < raw.length - 1; ) {
    const nameEnd = raw.indexOf(0, at + 1);
    // One character per byte, so that names which are not valid UTF-8 stay apart.
    const name = raw.toString('latin1', at + 1, nameEnd);
    if (seen.has(name)) return { id, repeated: raw.toString('utf8', at + 1, nameEnd) };
    seen.add(name);
    if (name === '_id') id = at;
    at = valueEnd(raw, raw[at] as number, nameEnd + 1);
  }
  return { id, repeated: undefined };
}
