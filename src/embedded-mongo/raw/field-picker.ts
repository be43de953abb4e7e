import { type Doc, putField } from '../semantics/document.ts';
import { decode } from './decode.ts';
import { int32, valueEnd } from './element.ts';
import { NOT_SIMPLE, simpleValue } from './simple-value.ts';

interface Name {
  text: string;
  bytes: Buffer;
}

/** A wanted field of a document: where its element begins, where its value does, and where both end. */
export interface Span {
  name: string;
  at: number;
  value: number;
  end: number;
}

/** Takes some top-level fields out of a document's bytes without decoding the rest. */
export class FieldPicker {
  private readonly byHash = new Map<number, Name[]>();
  private readonly wanted: number;

  constructor(names: Iterable<string>) {
    const distinct = new Set(names);
    this.wanted = distinct.size;
    for (const text of distinct) {
      const bytes = Buffer.from(text);
      let hash = 0;
      for (const byte of bytes) hash = (Math.imul(hash, 31) + byte) | 0;
      this.byHash.set(hash, [...(this.byHash.get(hash) ?? []), { text, bytes }]);
    }
  }

  /** The bytes of a document that has only the wanted fields, in their old order. */
  pick(raw: Buffer): Buffer {
    const spans = this.spans(raw);
    let size = 5;
    for (const { at, end } of spans) size += end - at;
    const picked = Buffer.allocUnsafe(size);
    picked.writeInt32LE(size, 0);
    let to = 4;
    for (const { at, end } of spans) for (let from = at; from < end; from++) picked[to++] = raw[from] as number;
    picked[to] = 0;
    return picked;
  }

  /** A document of the wanted fields alone, in their old order. */
  decode(raw: Buffer): Doc {
    const doc: Doc = {};
    for (const span of this.spans(raw)) {
      const value = simpleValue(raw, raw[span.at] as number, span.value);
      putField(doc, span.name, value === NOT_SIMPLE ? decodeAlone(raw, span) : value);
    }
    return doc;
  }

  /** Where the wanted fields are, in their order. */
  spans(raw: Buffer): Span[] {
    const spans: Span[] = [];
    const end = int32(raw, 0) - 1;
    let at = 4;
    while (at < end && spans.length < this.wanted) {
      const type = raw[at] as number;
      let hash = 0;
      let nameEnd = at + 1;
      for (let byte = raw[nameEnd] as number; byte !== 0; byte = raw[++nameEnd] as number) {
        hash = (Math.imul(hash, 31) + byte) | 0;
      }
      const next = valueEnd(raw, type, nameEnd + 1);
      if (!(next > nameEnd)) throw new RangeError('not a well-formed BSON document');
      const name = this.byHash.get(hash)?.find(({ bytes }) => sameBytes(bytes, raw, at + 1, nameEnd));
      if (name) spans.push({ name: name.text, at, value: nameEnd + 1, end: next });
      at = next;
    }
    return spans;
  }
}

function decodeAlone(raw: Buffer, { name, at, end }: Span): unknown {
  const alone = Buffer.allocUnsafe(5 + end - at);
  alone.writeInt32LE(alone.length, 0);
  for (let from = at, to = 4; from < end; from++, to++) alone[to] = raw[from] as number;
  alone[alone.length - 1] = 0;
  return decode(alone)[name];
}

function sameBytes(name: Buffer, raw: Buffer, from: number, to: number): boolean {
  if (name.length !== to - from) return false;
  for (let i = 0; i < name.length; i++) if (name[i] !== raw[from + i]) return false;
  return true;
}
