import type { ObjectId, Timestamp } from 'bson';
import { location } from '../fault.ts';
import { typeName } from '../type-name.ts';

/** The instant that a date, an object id or a timestamp stands for. */
export function dateOf(value: unknown): Date {
  if (value instanceof Date) return value;
  const type = typeName(value);
  if (type === 'objectId') return (value as ObjectId).getTimestamp();
  if (type === 'timestamp') return new Date((value as Timestamp).getHighBitsUnsigned() * 1000);
  throw location(16006, `can't convert from BSON type ${type} to Date`);
}
