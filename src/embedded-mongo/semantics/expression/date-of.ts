import type { ObjectId, Timestamp } from 'bson';
import { parseDate } from '../dates/parse.ts';
import { UTC } from '../dates/zone.ts';
import { location } from '../fault.ts';
import { isNumber, numberType } from '../numbers.ts';
import { tagOf, typeName } from '../type-name.ts';
import { overflow, refused, wholePart } from './to-number.ts';

/** The instant that a date, an object id or a timestamp stands for; undefined for all others. */
export function instantOf(value: unknown): Date | undefined {
  if (value instanceof Date) return value;
  const tag = tagOf(value);
  if (tag === 'ObjectId') return (value as ObjectId).getTimestamp();
  return tag === 'Timestamp' ? new Date((value as Timestamp).t * 1000) : undefined;
}

export function dateOf(value: unknown): Date {
  const instant = instantOf(value);
  if (instant) return instant;
  throw location(16006, `can't convert from BSON type ${typeName(value)} to Date`);
}

/** `$toDate`. */
export function toDate(value: unknown): Date {
  if (typeof value === 'string') return parseDate(value, UTC);
  if (isNumber(value) && numberType(value) !== 'int') return dateAt(value);
  const instant = instantOf(value);
  if (instant) return instant;
  throw refused(value, 'date');
}

/** JavaScript's dates end some 270,000 years from 1970, and with them the store's. */
function dateAt(value: unknown): Date {
  const date = new Date(Number(wholePart(value, 'long')));
  if (Number.isNaN(date.getTime())) throw overflow(value);
  return date;
}
