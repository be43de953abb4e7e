import { writeBound, writePart } from '../keys/index-part.ts';
import { KeyType } from '../keys/key-types.ts';
import { KeyWriter } from '../keys/key-writer.ts';
import type { Predicate } from './predicates.ts';

/** One end of an interval, as the bytes of an ascending part. */
export interface Bound {
  bytes: Buffer;
  inclusive: boolean;
}

/** What some conditions leave of one part of an index: single values, or an interval. */
export interface PartBounds {
  points?: Buffer[];
  interval?: { low: Bound; high: Bound };
  /** the conditions that the bounds say in full */
  said: Predicate[];
}

const RANGES = new Set(['$gt', '$gte', '$lt', '$lte']);
const writer = new KeyWriter();

/** Turns the conditions on one path into bounds; undefined when none of them helps. Bytes are those of an ascending part. */
export function partBounds(predicates: Predicate[], multikey: boolean): PartBounds | undefined {
  const equal = predicates.find(({ operator, value }) => operator === '$eq' && isPoint(value));
  if (equal) return pointsOf(equal, [equal.value], multikey);
  const among = predicates.find(
    ({ operator, value }) => operator === '$in' && Array.isArray(value) && value.every(isPoint),
  );
  if (among) return pointsOf(among, among.value as unknown[], multikey);
  return intervalOf(predicates, multikey);
}

function pointsOf(predicate: Predicate, values: unknown[], multikey: boolean): PartBounds {
  let exact = !multikey;
  const points = new Map<string, Buffer>();
  for (const value of values) {
    writer.length = 0;
    exact = writePart(writer, value, false) && !isDecimal(value) && exact;
    const bytes = writer.copy();
    points.set(bytes.toString('latin1'), bytes);
  }
  return { points: [...points.values()].sort(Buffer.compare), said: exact ? [predicate] : [] };
}

function intervalOf(predicates: Predicate[], multikey: boolean): PartBounds | undefined {
  let ranges = predicates.filter(({ operator, value }) => RANGES.has(operator) && rangeType(value) !== undefined);
  // Two elements of an array may each satisfy one end, so of an array's conditions only one can bound the keys.
  if (multikey) ranges = ranges.slice(0, 1);
  const [first] = ranges;
  if (!first) return undefined;
  const type = rangeType(first.value) as number;
  const interval = { low: least(type), high: { bytes: Buffer.from([type + 1]), inclusive: false } };
  const said: Predicate[] = [];
  for (const predicate of ranges) {
    if (rangeType(predicate.value) !== type) continue;
    if (narrow(interval, predicate) && !multikey) said.push(predicate);
  }
  return { interval, said };
}

/** Narrows an interval; true when the condition is then said in full. */
function narrow(interval: { low: Bound; high: Bound }, { operator, value }: Predicate): boolean {
  writer.length = 0;
  const exact = writeBound(writer, value, false);
  const bound = { bytes: writer.copy(), inclusive: !exact || operator.endsWith('e') };
  if (operator.startsWith('$g')) {
    const order = Buffer.compare(bound.bytes, interval.low.bytes);
    if (order > 0 || (order === 0 && !bound.inclusive)) interval.low = bound;
  } else {
    const order = Buffer.compare(bound.bytes, interval.high.bytes);
    if (order < 0 || (order === 0 && !bound.inclusive)) interval.high = bound;
  }
  return exact && !isDecimal(value);
}

/** NaN stands before all numbers but is less than none of them. */
function least(type: number): Bound {
  const bytes = type === KeyType.number ? [type, 0, 0, 0, 0, 0, 0, 0, 1] : [type];
  return { bytes: Buffer.from(bytes), inclusive: true };
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

function isDecimal(value: unknown): boolean {
  return bsonType(value) === 'Decimal128';
}

function bsonType(value: unknown): string | undefined {
  return (value as { _bsontype?: string } | null | undefined)?._bsontype;
}
