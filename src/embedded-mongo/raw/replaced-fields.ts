import { type Doc, fieldOf, putField } from '../semantics/document.ts';
import { encode } from './decode.ts';
import { valueEnd } from './element.ts';
import type { FieldPicker } from './field-picker.ts';
import { notTooLarge, validateStorable } from './validate.ts';

/**
 * The bytes of a document whose picked fields, as they were before, are to be others. What is new comes last; all
 * that was not picked is copied as it is. Throws a MongoServerFault for what may not be stored.
 */
export function replacedFields(raw: Buffer, picker: FieldPicker, before: Doc, after: Doc): Buffer {
  const elements = changedElements(before, after);
  const pieces: Buffer[] = [];
  let from = 0;
  for (const { name, at, end } of picker.spans(raw)) {
    const element = elements.get(name);
    if (!element && Object.hasOwn(after, name)) continue;
    pieces.push(raw.subarray(from, at));
    if (element) pieces.push(element);
    elements.delete(name);
    from = end;
  }
  pieces.push(raw.subarray(from, raw.length - 1), ...elements.values(), raw.subarray(raw.length - 1));
  const bytes = Buffer.concat(pieces);
  bytes.writeInt32LE(bytes.length, 0);
  return bytes;
}

/** The fields that are not what they were, by their names. */
function changedElements(before: Doc, after: Doc): Map<string, Buffer> {
  const changed: Doc = {};
  for (const name of Object.keys(after)) {
    const value = fieldOf(after, name);
    if (value !== fieldOf(before, name)) putField(changed, name, value);
  }
  const bytes = notTooLarge(encode(changed));
  validateStorable(bytes);
  const elements = new Map<string, Buffer>();
  for (let at = 4; at < bytes.length - 1; ) {
    const nameEnd = bytes.indexOf(0, at + 1);
    const end = valueEnd(bytes, bytes[at] as number, nameEnd + 1);
    elements.set(bytes.toString('utf8', at + 1, nameEnd), bytes.subarray(at, end));
    at = end;
  }
  return elements;
}
