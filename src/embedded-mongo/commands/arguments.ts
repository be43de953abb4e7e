import { numberOf } from '../raw/number-of.ts';
import type { Doc } from '../semantics/document.ts';
import { isDocument } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';

/** A count such as `limit`: a whole number that is not negative. */
export function countOf(command: Doc, name: string): number | undefined {
  const value = command[name];
  if (value === undefined || value === null) return undefined;
  const count = numberOf(value);
  if (count === undefined) throw wrongType(name, 'a number');
  if (count < 0)
    throw new MongoServerFault(
      51024,
      'Location51024',
      `BSON field '${name}' value must be >= 0, actual value '${count}'`,
    );
  return Math.floor(count);
}

export function textOf(command: Doc, name: string): string {
  const value = command[name];
  if (typeof value !== 'string') throw wrongType(name, 'a string');
  return value;
}

export function documentOf(command: Doc, name: string): Doc | undefined {
  const value = command[name];
  if (value === undefined || value === null) return undefined;
  if (!isDocument(value)) throw wrongType(name, 'an object');
  return value;
}

export function documentsOf(command: Doc, name: string): Doc[] {
  const value = command[name];
  if (!Array.isArray(value) || !value.every(isDocument)) throw wrongType(name, 'an array of objects');
  return value;
}

/** The collection that a command names. */
export function collectionName(command: Doc, name: string): string {
  const collection = command[name];
  if (typeof collection !== 'string')
    throw new MongoServerFault(73, 'InvalidNamespace', `collection name has invalid type`);
  if (!collection || collection.includes('\0') || collection.startsWith('.') || Buffer.byteLength(collection) > 200) {
    throw new MongoServerFault(73, 'InvalidNamespace', `Invalid collection name: ${collection}`);
  }
  return collection;
}

function wrongType(name: string, wanted: string): MongoServerFault {
  return new MongoServerFault(14, 'TypeMismatch', `BSON field '${name}' is not ${wanted}`);
}
