import { writeBound, writePart } from '../keys/index-part.ts';
import { KeyType } from '../keys/key-types.ts';
import { KeyWriter } from '../keys/key-writer.ts';
import { behind, type KeyRange, successor } from '../storage/key-range.ts';
import type { OrderedKeys } from './ordered-keys.ts';
import type { Predicate } from './predicates.ts';

/** What some conditions leave of one part of an index: single values, or an interval; as the bytes that the index holds. */
export interface PartBounds {
  points?: Buffer[];
  interval?: KeyRange;
  /** the conditions that the bounds say in full */
  said: Predicate[];
}

/** More single values than this are not looked up one by one. */
export const MOST_POINTS = 4000;

const RANGES = new Set(['$gt', '$gte', '$lt', '$lte']);
const NAN = Buffer.from([KeyType.number, 0, 0, 0, 0, 0, 0, 0, 0]);
const writer = new KeyWriter();

/** Turns the conditions on one path into bounds; undefined when none of them helps. */
export function partBounds(predicates: Predicate[], keys: OrderedKeys, part: number): PartBounds | undefined {
  const equal = predicates.find(({ operator, value }) => operator === '$eq' && isPoint(value));
  if (equal) return pointsOf(equal, [equal.value], keys, part);
  const among = predicates.find(
    ({ operator, value }) =>
      operator === '$in' && Array.isArray(value) && value.length <= MOST_POINTS && value.every(isPoint),
  );
  if (among) return pointsOf(among, among.value as unknown[], keys, part);
  return intervalOf(predicates, keys.multikey[part] as boolean, keys.descending[part] as boolean);
}

function pointsOf(predicate: Predicate, values: unknown[], keys: OrderedKeys, part: number): PartBounds {
  let exact = !keys.multikey[part];
  const points = new Map<string, Buffer>();
  for (const value of values) {
    writer.length = 0;
    exact = writePart(writer, value, keys.descending[part] as boolean, keys.limit) && exact;
    const bytes = writer.copy();
    points.set(bytes.toString('latin1'), bytes);
  }
  return { points: [...points.values()].sort(Buffer.compare), said: exact ? [predicate] : [] };
}

function intervalOf(predicates: Predicate[], multikey: boolean, descending: boolean): PartBounds | undefined {
  let ranges = predicates.filter(({ operator, value }) => RANGES.has(operator) && rangeType(value) !== undefined);
  // Two elements of an array may each satisfy one end, so of an array's conditions only one can bound the keys.
  if (multikey) ranges = ranges.slice(0, 1);
  const [first] = ranges;
  if (!first) return undefined;
  const type = rangeType(first.value) as number;
  const interval = allOf(type, descending);
  const said: Predicate[] = [];
  for (const predicate of ranges) {
    if (rangeType(predicate.value) !== type) continue;
    if (narrow(interval, predicate, descending) && !multikey) said.push(predicate);
  }
  return { interval, said };
}

/** Narrows an interval; true when the condition is then said in full. */
function narrow(interval: KeyRange, { operator, value }: Predicate, descending: boolean): boolean {
  writer.length = 0;
  const exact = writeBound(writer, value, descending);
  const bytes = writer.copy();
  const begins = operator.startsWith('$g') !== descending;
  // The value itself lies within when it begins what is looked for and is included, or ends it and is not left out.
  const here = begins === operator.endsWith('e');
  const bound = exact ? (here ? bytes : behind(bytes)) : begins ? bytes : successor(bytes);
  if (begins) interval.start = later(interval.start, bound);
  else if (Buffer.compare(bound, interval.end) < 0) interval.end = bound;
  return exact;
}

function later(a: Buffer, b: Buffer): Buffer {
  return Buffer.compare(a, b) < 0 ? b : a;
}

/** All values of a type. NaN stands before all numbers but is less than none of them. */
function allOf(type: number, descending: boolean): KeyRange {
  const byte = descending ? ~type & 0xff : type;
  const range = { start: Buffer.from([byte]), end: Buffer.from([byte + 1]) };
  if (type !== KeyType.number) return range;
  return descending ? { ...range, end: Buffer.from(NAN.map((each) => ~each)) } : { ...range, start: behind(NAN) };
}

/** Whether equality with a value is a single place in an index. Arrays and patterns also match what lies elsewhere. */
function isPoint(value: unknown): boolean {
  return value !== undefined && !Array.isArray(value) && !(value instanceof RegExp) && bsonType(value) !== 'BSONRegExp';
}

/** The type byte of a value that `$gt` and its kin compare within its own type; undefined for those left to the filter. */
function rangeType(value: unknown): number | undefined {
  if (typeof value === 'string') return KeyType.text;
  if (typeof value === 'boolean') return KeyType.boolean;
  if (value instanceof Date) return KeyType.date;
  switch (bsonType(value)) {
    case 'Int32':
    case 'Double':
    case 'Long':
    case 'Decimal128':
      return Number.isNaN(Number(String(value))) ? undefined : KeyType.number;
    case 'ObjectId':
      return KeyType.objectId;
    case 'Timestamp':
      return KeyType.timestamp;
    default:
      return typeof value === 'number' && !Number.isNaN(value) ? KeyType.number : undefined;
  }
}

function bsonType(value: unknown): string | undefined {
  return (value as { _bsontype?: string } | null | undefined)?._bsontype;
}
