import { Int32 } from 'bson';
import { formatDate } from '../dates/format.ts';
import { UTC } from '../dates/zone.ts';
import { location } from '../fault.ts';
import { toDouble, wholeNumber } from '../numbers.ts';
import { typeName } from '../type-name.ts';
import { binary, isNullish, named, type Operator, type Operators, unary, variadic } from './operands.ts';

/** A value as the string operators read it: numbers and dates too, nothing as an empty string. */
function textOf(value: unknown): string {
  if (isNullish(value)) return '';
  if (value instanceof Date) return formatDate(value, '%Y-%m-%dT%H:%M:%S.%LZ', UTC);
  if (Array.isArray(value) || ['object', 'bool', 'binData', 'objectId'].includes(typeName(value))) {
    throw location(16007, `can't convert from BSON type ${typeName(value)} to String`);
  }
  return String(value);
}

function string(value: unknown, name: string, code: number): string {
  if (typeof value === 'string') return value;
  throw location(code, `${name} requires a string argument, found: ${isNullish(value) ? 'missing' : typeName(value)}`);
}

function concat(values: unknown[]): unknown {
  if (values.some(isNullish)) return null;
  return values
    .map((value) => {
      if (typeof value === 'string') return value;
      throw location(16702, `$concat only supports strings, not ${typeName(value)}`);
    })
    .join('');
}

/** MongoDB changes the case of ASCII letters only. */
const lower = (value: unknown): string => textOf(value).replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
const upper = (value: unknown): string => textOf(value).replace(/[a-z]+/g, (letters) => letters.toUpperCase());

function substringOfPoints([value, start, length]: unknown[]): string {
  const from = wholeNumber(start);
  const count = wholeNumber(length);
  if (from === undefined || from < 0) throw location(34452, '$substrCP: starting index must be a non-negative integer');
  if (count === undefined || count < 0) throw location(34454, '$substrCP: length must be a non-negative integer');
  return [...textOf(value)].slice(from, from + count).join('');
}

function substringOfBytes([value, start, length]: unknown[]): string {
  const bytes = Buffer.from(textOf(value));
  const from = Math.trunc(toDouble(start));
  const count = Math.trunc(toDouble(length));
  if (Number.isNaN(from)) throw location(16034, '$substrBytes: starting index must be a numeric type');
  if (Number.isNaN(count)) throw location(16035, '$substrBytes: length must be a numeric type');
  if (from < 0) throw location(50752, '$substrBytes: starting index must be non-negative');
  const to = count < 0 ? bytes.length : Math.min(bytes.length, from + count);
  const splits = (at: number): boolean => at < bytes.length && ((bytes[at] as number) & 0xc0) === 0x80;
  if (splits(from)) throw location(28656, '$substrBytes: Invalid range, starting index is a UTF-8 continuation byte.');
  if (splits(to))
    throw location(28657, '$substrBytes: Invalid range, ending index is in the middle of a UTF-8 character.');
  return bytes.subarray(from, to).toString();
}

/** The place of a part in a text whose characters are counted by `unitsOf`. */
function indexOf(name: string, unitsOf: (text: string) => ArrayLike<unknown>): Operator {
  return variadic(
    ([value, part, start = 0, end]) => {
      if (isNullish(value)) return null;
      const text = string(value, name, 40091);
      const sought = string(part, name, 40092);
      const units = unitsOf(text);
      const wanted = unitsOf(sought);
      const from = wholeNumber(start);
      const to = isNullish(end) ? units.length : wholeNumber(end);
      if (from === undefined || to === undefined || from < 0 || to < 0)
        throw location(40097, `${name} requires non-negative integral indexes`);
      for (let i = from; i + wanted.length <= Math.min(to, units.length); i++) {
        let same = 0;
        while (same < wanted.length && units[i + same] === wanted[same]) same++;
        if (same === wanted.length) return new Int32(i);
      }
      return new Int32(-1);
    },
    2,
    4,
  );
}

function split(value: unknown, separator: unknown): unknown {
  if (isNullish(value) || isNullish(separator)) return null;
  const text = string(value, '$split', 40085);
  const by = string(separator, '$split', 40086);
  if (by === '') throw location(40087, '$split requires a non-empty separator');
  return text.split(by);
}

const WHITE = '\0\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';

function trim(name: string, left: boolean, right: boolean): Operator {
  return named(['input'], ['chars'], (values) => {
    const { input } = values;
    if (isNullish(input) || ('chars' in values && isNullish(values.chars))) return null;
    const points = [...string(input, name, 50699)];
    const chars = new Set('chars' in values ? string(values.chars, name, 50700) : WHITE);
    let from = 0;
    let to = points.length;
    while (left && from < to && chars.has(points[from] as string)) from++;
    while (right && to > from && chars.has(points[to - 1] as string)) to--;
    return points.slice(from, to).join('');
  });
}

function replace(name: string, change: (input: string, find: string, by: string) => string): Operator {
  return named(['input', 'find', 'replacement'], [], ({ input, find, replacement }) => {
    if (isNullish(input) || isNullish(find) || isNullish(replacement)) return null;
    return change(string(input, name, 51746), string(find, name, 51745), string(replacement, name, 51744));
  });
}

export const stringOperators: Operators = {
  $concat: variadic(concat),
  $toLower: unary(lower),
  $toUpper: unary(upper),
  $strcasecmp: binary((a, b) => {
    const [x, y] = [upper(a), upper(b)];
    return new Int32(x < y ? -1 : x > y ? 1 : 0);
  }),
  $substr: variadic(substringOfBytes, 3, 3),
  $substrBytes: variadic(substringOfBytes, 3, 3),
  $substrCP: variadic(substringOfPoints, 3, 3),
  $strLenBytes: unary((value) => new Int32(Buffer.byteLength(string(value, '$strLenBytes', 34473)))),
  $strLenCP: unary((value) => new Int32([...string(value, '$strLenCP', 34471)].length)),
  $indexOfBytes: indexOf('$indexOfBytes', (text) => Buffer.from(text)),
  $indexOfCP: indexOf('$indexOfCP', (text) => [...text]),
  $split: binary(split),
  $trim: trim('$trim', true, true),
  $ltrim: trim('$ltrim', true, false),
  $rtrim: trim('$rtrim', false, true),
  $replaceOne: replace('$replaceOne', (input, find, by) => input.replace(find, () => by)),
  $replaceAll: replace('$replaceAll', (input, find, by) => input.replaceAll(find, () => by)),
};
