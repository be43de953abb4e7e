import { typeMismatch } from '../semantics/fault.ts';
import { typeName } from '../semantics/type-name.ts';
import { decode } from './decode.ts';
import { int32, valueEnd } from './element.ts';

/** The documents inside the bytes of the BSON array that a field is, each as a view of its own bytes. Throws TypeMismatch for anything else inside. */
export function arrayItems(raw: Buffer, field: string): Buffer[] {
  const items: Buffer[] = [];
  let at = 4;
  while (at < raw.length - 1) {
    const type = raw[at] as number;
    const value = raw.indexOf(0, at + 1) + 1;
    const next = valueEnd(raw, type, value);
    if (type !== 0x03) {
      const name = typeName(Object.values(decode(raw))[items.length]);
      throw typeMismatch(`BSON field '${field}.${items.length}' is the wrong type '${name}', expected type 'object'`);
    }
    items.push(raw.subarray(value, next));
    at = next;
  }
  return items;
}

/** The bytes of one top-level field's value and its type, or undefined when the document has no such field. */
export function rawField(raw: Buffer, name: string): { type: number; value: Buffer } | undefined {
  const wanted = Buffer.from(name);
  const end = int32(raw, 0) - 1;
  let at = 4;
  while (at < end) {
    const value = raw.indexOf(0, at + 1) + 1;
    const next = valueEnd(raw, raw[at] as number, value);
    if (value === 0 || !(next >= value && next <= end)) throw new RangeError('not a well-formed BSON document');
    if (value - at - 2 === wanted.length && raw.compare(wanted, 0, wanted.length, at + 1, value - 1) === 0)
      return { type: raw[at] as number, value: raw.subarray(value, next) };
    at = next;
  }
  return undefined;
}
