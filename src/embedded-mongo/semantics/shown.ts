import { Binary, Decimal128, Double, EJSON, Int32, Long, ObjectId, Timestamp } from 'bson';
import { isDocument } from './document.ts';

/** A value as the messages of faults show it, like MongoDB's shell; long ones are cut. */
export function shown(value: unknown): string {
  const text = written(value);
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}

/** A field with its value, as in `{_id: 1}` of a message; `no id` where a document has none. */
export function shownId(id: unknown): string {
  return id === undefined ? '{no id}' : `{_id: ${shown(id)}}`;
}

function written(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return value.length ? `[ ${value.map(written).join(', ')} ]` : '[]';
  if (isDocument(value)) {
    const fields = Object.entries(value).map(([name, each]) => `${name}: ${written(each)}`);
    return fields.length ? `{ ${fields.join(', ')} }` : '{}';
  }
  return writtenType(value);
}

function writtenType(value: object): string {
  if (value instanceof Double) return Number.isInteger(value.value) ? value.value.toFixed(1) : String(value.value);
  if (value instanceof Int32 || value instanceof Long) return value.toString();
  if (value instanceof Decimal128) return `Decimal128('${value}')`;
  if (value instanceof ObjectId) return `ObjectId('${value.toHexString()}')`;
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if (value instanceof Timestamp) return `Timestamp(${value.t}, ${value.i})`;
  if (value instanceof Binary) return `BinData(${value.sub_type}, ${value.toString('hex').toUpperCase()})`;
  return EJSON.stringify(value);
}
