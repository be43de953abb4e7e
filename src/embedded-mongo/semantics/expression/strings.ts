import { Int32 } from 'bson';
import { location } from '../fault.ts';
import { shown } from '../shown.ts';
import { compareText } from '../text-order.ts';
import {
  binary,
  binaryOrNull,
  givenNullish,
  isNullish,
  named,
  type Operator,
  type Operators,
  shownType,
  unary,
  variadic,
} from './operands.ts';
import { textOf } from './text-of.ts';

function string(value: unknown, code: number, fault: string): string {
  if (typeof value === 'string') return value;
  throw location(code, fault + shownType(value));
}

function concat(values: unknown[]): unknown {
  let text = '';
  for (const value of values) {
    if (isNullish(value)) return null;
    text = bounded(text + string(value, 16702, '$concat only supports strings, not '));
  }
  return text;
}

/** MongoDB stops at 64 MB, far beyond what a document can hold. */
const MAX_LENGTH = 64 * 1024 * 1024;

function bounded(text: string): string {
  if (text.length <= MAX_LENGTH) return text;
  throw location(13548, `BufBuilder attempted to grow() to ${text.length} bytes, past the 64MB limit.`);
}

/** MongoDB changes the case of ASCII letters only. */
const lower = (value: unknown): string => textOf(value).replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
const upper = (value: unknown): string => textOf(value).replace(/[a-z]+/g, (letters) => letters.toUpperCase());

function split(value: unknown, separator: unknown): unknown {
  const fault = '$split requires an expression that evaluates to a string as a';
  const text = string(value, 40085, `${fault} first argument, found: `);
  const by = string(separator, 40086, `${fault} second argument, found: `);
  if (by === '') throw location(40087, '$split requires a non-empty separator');
  return text.split(by);
}

const WHITE = '\0\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';

function trim(left: boolean, right: boolean): Operator {
  return named(['input'], ['chars'], (values, name) => {
    const { input, chars = WHITE } = values;
    if (isNullish(input)) return null;
    const points = [...string(input, 50699, `${name} requires its input to be a string, got `)];
    if (givenNullish(values, 'chars')) return null;
    const trimmed = new Set(string(chars, 50700, `${name} requires 'chars' to be a string, got `));
    let from = 0;
    let to = points.length;
    while (left && from < to && trimmed.has(points[from] as string)) from++;
    while (right && to > from && trimmed.has(points[to - 1] as string)) to--;
    return points.slice(from, to).join('');
  });
}

function replace(change: (input: string, find: string, by: string) => string): Operator {
  return named(['input', 'find', 'replacement'], [], ({ input, find, replacement }, name) => {
    const texts = Object.entries({ input, find, replacement }).map(([key, value], i) => {
      if (isNullish(value) || typeof value === 'string') return value ?? null;
      throw location(51746 - i, `${name} requires that '${key}' be a string, found: ${shown(value)}`);
    });
    const [text, sought, by] = texts as [string | null, string | null, string | null];
    return text === null || sought === null || by === null ? null : change(text, sought, by);
  });
}

export const stringOperators: Operators = {
  $concat: variadic(concat),
  $toLower: unary(lower),
  $toUpper: unary(upper),
  $strcasecmp: binary((a, b) => new Int32(Math.sign(compareText(upper(a), upper(b))))),
  $strLenBytes: unary(
    (value) => new Int32(Buffer.byteLength(string(value, 34473, '$strLenBytes requires a string argument, found: '))),
  ),
  $strLenCP: unary(
    (value) => new Int32([...string(value, 34471, '$strLenCP requires a string argument, found: ')].length),
  ),
  $split: binaryOrNull(split),
  $trim: trim(true, true),
  $ltrim: trim(true, false),
  $rtrim: trim(false, true),
  $replaceOne: replace((input, find, by) => input.replace(find, () => by)),
  $replaceAll: replace((input, find, by) => bounded(input.replaceAll(find, () => by))),
};
