import { ObjectId } from 'bson';
import { decode } from '../raw/decode.ts';
import { valueEnd } from '../raw/element.ts';
import { validateStorable } from '../raw/validate.ts';
import { isDocument } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';

const FIRST = 4;
const OBJECT_ID = 0x07;
const DOCUMENT = 0x03;
const ID_NAME = Buffer.from('_id\0');
/** Room for the elements that are usual. */
const held = Buffer.allocUnsafeSlow(64);

/**
 * Makes the bytes of a document fit to be stored: within the limits, and with an `_id`, which comes first.
 * Drivers put the `_id` they make at the end; it is brought forward within the same bytes.
 */
export function newDocument(raw: Buffer): Buffer {
  const at = validateStorable(raw);
  if (at === undefined) return withId(raw);
  refuseId(raw, at);
  if (at > FIRST) bringForward(raw, at);
  return raw;
}

function bringForward(raw: Buffer, at: number): void {
  const size = valueEnd(raw, raw[at] as number, at + 1 + ID_NAME.length) - at;
  const element = size <= held.length ? held : Buffer.allocUnsafe(size);
  for (let i = 0; i < size; i++) element[i] = raw[at + i] as number;
  raw.copyWithin(FIRST + size, FIRST, at);
  for (let i = 0; i < size; i++) raw[FIRST + i] = element[i] as number;
}

function withId(raw: Buffer): Buffer {
  const element = Buffer.concat([Buffer.from([OBJECT_ID]), ID_NAME, new ObjectId().id]);
  const whole = Buffer.concat([raw.subarray(0, FIRST), element, raw.subarray(FIRST)]);
  whole.writeInt32LE(whole.length);
  return whole;
}

function refuseId(raw: Buffer, at: number): void {
  const type = raw[at] as number;
  const name = { 4: 'array', 6: 'undefined', 11: 'regex' }[type];
  if (name) throw new MongoServerFault(53, 'InvalidIdField', `The '_id' value cannot be of type ${name}`);
  const value = at + 1 + ID_NAME.length;
  if (type === DOCUMENT) refuseDollars(decode(raw.subarray(value, valueEnd(raw, type, value))), '_id');
}

/** Inside of an `_id`, unlike elsewhere, no field may begin with `$`, but for those of a reference. */
function refuseDollars(value: unknown, path: string): void {
  if (Array.isArray(value)) for (const [i, item] of value.entries()) refuseDollars(item, `${path}.${i}`);
  if (!isDocument(value)) return;
  for (const [name, inner] of Object.entries(value)) {
    if (name.startsWith('$')) throw notStorable(name, `${path}.${name}`);
    refuseDollars(inner, `${path}.${name}`);
  }
}

function notStorable(name: string, path: string): MongoServerFault {
  const message = `The dollar ($) prefixed field '${name}' in '${path}' is not valid for storage.`;
  return new MongoServerFault(
    52,
    'DollarPrefixedFieldName',
    `_id fields may not contain '$'-prefixed fields: ${message}`,
  );
}
