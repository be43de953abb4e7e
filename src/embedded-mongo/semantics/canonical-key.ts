import type { Binary, BSONRegExp, Code, Decimal128, ObjectId, Timestamp } from 'bson';
import { bytesOf } from './binary.ts';
import { decimalOf, stripZeros } from './decimal.ts';
import { isDocument } from './document.ts';
import { comparePlain, plainNumber } from './numbers.ts';
import { rankOf } from './type-name.ts';

/** A primitive that is the same exactly for values that BSON holds equal: for use in a Set or as a Map's key. */
export type CanonicalKey = string | number | boolean | null | undefined;

// Strings stand for themselves; every other type begins with NUL, and so do the few strings that begin with it.
export function canonicalKey(value: unknown): CanonicalKey {
  switch (typeof value) {
    case 'string':
      return value.charCodeAt(0) === 0 ? `\0s${value}` : value;
    case 'number':
      return numberKey(value);
    case 'boolean':
    case 'undefined':
      return value;
    default:
      return value === null ? null : objectKey(value);
  }
}

function objectKey(value: unknown): CanonicalKey {
  const plain = plainNumber(value);
  if (plain !== undefined) return typeof plain === 'object' ? decimalKey(plain) : numberKey(plain);
  if (isDocument(value)) {
    let key = '\0{';
    for (const name of Object.keys(value)) key += nested(name) + nested(value[name]);
    return `${key}}`;
  }
  if (Array.isArray(value)) return `\0[${value.map(nested).join('')}]`;
  switch (rankOf(value)) {
    case 15:
      return canonicalKey(String(value));
    case 20:
      return objectKey((value as { toJSON(): unknown }).toJSON());
    case 30:
      return binaryKey(value as Binary);
    case 35:
      return `\0o${(value as ObjectId).toHexString()}`;
    case 45:
      return `\0t${(value as Date).getTime()}`;
    case 47:
      return `\0T${(value as Timestamp).toBigInt()}`;
    case 50:
      return regexKey(value as BSONRegExp);
    case 60:
    case 65:
      return `\0c${nested((value as Code).code)}${nested((value as Code).scope ?? null)}`;
    default:
      return `\0k${rankOf(value)}`;
  }
}

/** A key of known length, so that neighbours cannot run into one another. */
function nested(value: unknown): string {
  const key = canonicalKey(value);
  const text = `${typeof key}${String(key)}`;
  return `${text.length}:${text}`;
}

function numberKey(value: number | bigint): CanonicalKey {
  if (typeof value === 'number') {
    return Number.isInteger(value) && !Number.isSafeInteger(value) ? `\0n${BigInt(value)}` : value + 0;
  }
  return value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER ? Number(value) : `\0n${value}`;
}

function decimalKey(value: Decimal128): CanonicalKey {
  const double = Number(value.toString());
  if (comparePlain(value, double) === 0) return numberKey(double);
  const { digits, exponent } = stripZeros(decimalOf(value), Number.POSITIVE_INFINITY);
  const whole = exponent >= 0 && exponent < 20;
  return whole ? numberKey(digits * 10n ** BigInt(exponent)) : `\0d${digits}E${exponent}`;
}

function binaryKey(value: Binary): string {
  return `\0b${value.sub_type}:${Buffer.from(bytesOf(value)).toString('latin1')}`;
}

function regexKey({ pattern, options }: BSONRegExp): string {
  return `\0r${pattern}\0${options}`;
}
