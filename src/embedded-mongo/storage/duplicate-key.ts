import type { ObjectId } from 'bson';
import type { Doc } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';

/** A unique index refused a document; carries what drivers show of it. */
export class DuplicateKey extends MongoServerFault {
  readonly keyPattern: Doc;
  readonly keyValue: Doc;

  constructor(namespace: string, index: { name: string; key: Doc }, keyValue: Doc) {
    const shown = Object.entries(keyValue).map(([name, value]) => `${name}: ${show(value)}`);
    super(
      11000,
      'DuplicateKey',
      `E11000 duplicate key error collection: ${namespace} index: ${index.name} dup key: { ${shown.join(', ')} }`,
    );
    this.keyPattern = index.key;
    this.keyValue = keyValue;
  }
}

function show(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'string') return JSON.stringify(value);
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  if ((value as { _bsontype?: string })._bsontype === 'ObjectId')
    return `ObjectId('${(value as ObjectId).toHexString()}')`;
  if (Array.isArray(value)) return `[ ${value.map(show).join(', ')} ]`;
  if ('_bsontype' in Object(value)) return String(value);
  if (typeof value === 'object')
    return `{ ${Object.entries(value)
      .map(([name, inner]) => `${name}: ${show(inner)}`)
      .join(', ')} }`;
  return String(value);
}
