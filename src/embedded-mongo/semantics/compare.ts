import type { Binary, BSONRegExp, Code, DBRef, ObjectId, Timestamp } from 'bson';
import { compareBinary } from './binary.ts';
import type { Doc } from './document.ts';
import { comparePlain, type Plain, plainNumber, toDouble } from './numbers.ts';
import { sortKeys } from './sort-key.ts';
import { type CompareText, compareText } from './text-order.ts';
import { rankOf, tagOf } from './type-name.ts';

/** BSON's comparison order over all types: negative, zero or positive. A missing value (undefined) sorts just below null. */
export function compareValues(a: unknown, b: unknown, text: CompareText = compareText): number {
  if (typeof a === 'string' && typeof b === 'string') return text(a, b);
  const rank = rankOf(a);
  const otherRank = rankOf(b);
  if (rank !== otherRank) return rank < otherRank ? -1 : 1;
  switch (rank) {
    case 10:
      return comparePlain(plainNumber(a) as Plain, plainNumber(b) as Plain);
    case 15:
      return text(String(a), String(b));
    case 20:
      return compareDocuments(documentOf(a), documentOf(b), text);
    case 25:
      return compareArrays(a as unknown[], b as unknown[], text);
    case 30:
      return compareBinary(a as Binary, b as Binary);
    case 35:
      return Buffer.compare((a as ObjectId).id, (b as ObjectId).id);
    case 40:
    case 45:
      return sign(Number(a), Number(b));
    case 47:
      return sign((a as Timestamp).toBigInt(), (b as Timestamp).toBigInt());
    case 50:
      return compareRegex(a as BSONRegExp, b as BSONRegExp);
    case 60:
    case 65:
      return compareCode(a as Code, b as Code, text);
    default:
      return 0;
  }
}

/** Whether two values are equal in BSON's order: 1, 1.0 and NumberLong(1) are. */
export function sameValue(a: unknown, b: unknown): boolean {
  return compareValues(a, b) === 0;
}

/**
 * The order that a sort specification asks for; missing fields sort as null, arrays by their least or greatest element.
 * For more than a few documents `sorted` is faster: it derives each document's keys once.
 */
export function compareBy(sort: Doc, text?: CompareText): (a: Doc, b: Doc) => number {
  const { keys, compare } = sortOrder(sort, text);
  return (a, b) => compare(keys(a), keys(b));
}

/** Documents in the order of a sort specification; equal ones keep their places. */
export function sorted(docs: Iterable<Doc>, sort: Doc, text?: CompareText): Doc[] {
  const { keys, compare } = sortOrder(sort, text);
  const rows = Array.from(docs, (doc) => ({ doc, keys: keys(doc) }));
  rows.sort((a, b) => compare(a.keys, b.keys));
  return rows.map((row) => row.doc);
}

/** How documents give the keys that they sort by, and how keys compare. */
export function sortOrder(sort: Doc, text?: CompareText): SortOrder {
  const directions = Object.values(sort).map(toDouble);
  return {
    keys: sortKeys(sort, (a, b) => compareValues(a, b, text)),
    compare(a, b) {
      for (let i = 0; i < directions.length; i++) {
        const order = compareValues(a[i], b[i], text);
        if (order !== 0) return order * (directions[i] as number);
      }
      return 0;
    },
  };
}

interface SortOrder {
  keys: (doc: Doc) => unknown[];
  compare: (a: unknown[], b: unknown[]) => number;
}

function sign<T extends number | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A database reference compares as the document that it is on the wire. */
function documentOf(value: unknown): Doc {
  return tagOf(value) === 'DBRef' ? (value as DBRef).toJSON() : (value as Doc);
}

function compareDocuments(a: Doc, b: Doc, text: CompareText): number {
  const names = Object.keys(a);
  const otherNames = Object.keys(b);
  const length = Math.min(names.length, otherNames.length);
  for (let i = 0; i < length; i++) {
    const name = names[i] as string;
    const otherName = otherNames[i] as string;
    const order =
      sign(rankOf(a[name]), rankOf(b[otherName])) ||
      compareText(name, otherName) ||
      compareValues(a[name], b[otherName], text);
    if (order !== 0) return order;
  }
  return sign(names.length, otherNames.length);
}

function compareArrays(a: unknown[], b: unknown[], text: CompareText): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compareValues(a[i], b[i], text);
    if (order !== 0) return order;
  }
  return sign(a.length, b.length);
}

function compareCode(a: Code, b: Code, text: CompareText): number {
  return compareText(String(a.code), String(b.code)) || compareDocuments(a.scope ?? {}, b.scope ?? {}, text);
}

function compareRegex(a: BSONRegExp, b: BSONRegExp): number {
  return compareText(a.pattern, b.pattern) || compareText(a.options, b.options);
}
