import { int32, valueEnd } from './element.ts';

/** The documents inside the bytes of a BSON array, each as a view of its own bytes. Throws on anything else inside. */
export function arrayItems(raw: Buffer): Buffer[] {
  const items: Buffer[] = [];
  let at = 4;
  while (at < raw.length - 1) {
    const value = raw.indexOf(0, at + 1) + 1;
    const next = valueEnd(raw, raw[at] as number, value);
    if (raw[at] !== 0x03 || !(next > value && next < raw.length))
      throw new RangeError('expected an array of documents');
    items.push(raw.subarray(value, next));
    at = next;
  }
  return items;
}

/** The bytes of one top-level field's value and its type, or undefined when the document has no such field. */
export function rawField(raw: Buffer, name: string): { type: number; value: Buffer } | undefined {
  const end = int32(raw, 0) - 1;
  let at = 4;
  while (at < end) {
    const value = raw.indexOf(0, at + 1) + 1;
    const next = valueEnd(raw, raw[at] as number, value);
    if (value === 0 || !(next >= value && next <= end)) throw new RangeError('not a well-formed BSON document');
    if (raw.toString('utf8', at + 1, value - 1) === name)
      return { type: raw[at] as number, value: raw.subarray(value, next) };
    at = next;
  }
  return undefined;
}
