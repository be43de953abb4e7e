import { ObjectId } from 'bson';
import { rawField } from '../raw/array-items.ts';
import { validateDocument } from '../raw/validate.ts';
import { MongoServerFault } from '../semantics/fault.ts';

const ID_NAME = Buffer.from('_id\0');

/** Makes the bytes of a document fit to be stored: well-formed, and with an `_id`, which comes first. */
export function newDocument(raw: Buffer): Buffer {
  validateDocument(raw);
  if (raw[4] !== 0 && raw.subarray(5, 9).equals(ID_NAME)) {
    refuseId(raw[4] as number);
    return raw;
  }
  const id = rawField(raw, '_id');
  if (!id) return withFirst(raw, 0x07, new ObjectId().id, undefined);
  refuseId(id.type);
  return withFirst(raw, id.type, id.value, id.value);
}

function withFirst(raw: Buffer, type: number, value: Uint8Array, taken: Buffer | undefined): Buffer {
  const cutEnd = taken ? taken.byteOffset - raw.byteOffset + taken.length : 4;
  const cutStart = taken ? cutEnd - taken.length - ID_NAME.length - 1 : 4;
  const first = Buffer.concat([Buffer.from([type]), ID_NAME, value]);
  const whole = Buffer.concat([raw.subarray(0, 4), first, raw.subarray(4, cutStart), raw.subarray(cutEnd)]);
  whole.writeInt32LE(whole.length);
  return whole;
}

function refuseId(type: number): void {
  const name = { 4: 'array', 6: 'undefined', 11: 'regex' }[type];
  if (name) throw new MongoServerFault(53, 'InvalidIdField', `The '_id' value cannot be of type ${name}`);
}
