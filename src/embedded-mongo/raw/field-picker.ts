import type { Doc } from '../semantics/document.ts';
import { decode } from './decode.ts';
import { int32, valueEnd } from './element.ts';

/** Takes some top-level fields out of a document's bytes without decoding the rest. */
export class FieldPicker {
  private readonly byHash = new Map<number, Buffer[]>();
  private readonly wanted: number;

  constructor(names: Iterable<string>) {
    const distinct = new Set(names);
    this.wanted = distinct.size;
    for (const name of distinct) {
      const bytes = Buffer.from(name);
      let hash = 0;
      for (const byte of bytes) hash = (Math.imul(hash, 31) + byte) | 0;
      this.byHash.set(hash, [...(this.byHash.get(hash) ?? []), bytes]);
    }
  }

  /** The bytes of a document that has only the wanted fields, in their old order. */
  pick(raw: Buffer): Buffer {
    const spans = this.spans(raw);
    let size = 5;
    for (let i = 0; i < spans.length; i += 2) size += (spans[i + 1] as number) - (spans[i] as number);
    const picked = Buffer.allocUnsafe(size);
    picked.writeInt32LE(size, 0);
    let at = 4;
    for (let i = 0; i < spans.length; i += 2) {
      const end = spans[i + 1] as number;
      for (let from = spans[i] as number; from < end; from++) picked[at++] = raw[from] as number;
    }
    picked[at] = 0;
    return picked;
  }

  decode(raw: Buffer): Doc {
    return decode(this.pick(raw));
  }

  /** Begin and end of every wanted element; neighbours are joined. */
  private spans(raw: Buffer): number[] {
    const spans: number[] = [];
    const end = int32(raw, 0) - 1;
    let missing = this.wanted;
    let at = 4;
    while (at < end && missing > 0) {
      const type = raw[at] as number;
      let hash = 0;
      let nameEnd = at + 1;
      for (let byte = raw[nameEnd] as number; byte !== 0; byte = raw[++nameEnd] as number) {
        hash = (Math.imul(hash, 31) + byte) | 0;
      }
      const next = valueEnd(raw, type, nameEnd + 1);
      if (!(next > nameEnd)) throw new RangeError('not a well-formed BSON document');
      const candidates = this.byHash.get(hash);
      if (candidates?.some((name) => sameBytes(name, raw, at + 1, nameEnd))) {
        missing--;
        if (spans.length && spans[spans.length - 1] === at) spans[spans.length - 1] = next;
        else spans.push(at, next);
      }
      at = next;
    }
    return spans;
  }
}

function sameBytes(name: Buffer, raw: Buffer, from: number, to: number): boolean {
  if (name.length !== to - from) return false;
  for (let i = 0; i < name.length; i++) if (name[i] !== raw[from + i]) return false;
  return true;
}
