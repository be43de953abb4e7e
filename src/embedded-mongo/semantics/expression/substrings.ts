import { Int32 } from 'bson';
import { location } from '../fault.ts';
import { isNumber, toDouble, wholeNumber } from '../numbers.ts';
import { shown } from '../shown.ts';
import { boundsIn } from './arrays.ts';
import { isNullish, type Operator, type Operators, shownType, variadic } from './operands.ts';
import { textOf } from './text-of.ts';

function substringOfPoints([value, start, length]: unknown[]): string {
  const text = textOf(value);
  const from = pointNumber(start, 'starting index', 34450);
  const count = pointNumber(length, 'length', 34452);
  if (count < 0) throw location(34454, '$substrCP: length must be a nonnegative integer.');
  if (from < 0) throw location(34455, '$substrCP: the starting index must be nonnegative integer.');
  return [...text].slice(from, from + count).join('');
}

function pointNumber(value: unknown, what: string, code: number): number {
  if (!isNumber(value))
    throw location(code, `$substrCP: ${what} must be a numeric type (is BSON type ${shownType(value)})`);
  const number = wholeNumber(value);
  if (number !== undefined) return number;
  throw location(code + 1, `$substrCP: ${what} cannot be represented as a 32-bit integral value: ${shown(value)}`);
}

function substringOfBytes([value, start, length]: unknown[]): string {
  const bytes = Buffer.from(textOf(value));
  const from = byteNumber(start, 'starting index', 16034);
  const count = byteNumber(length, 'length', 16035);
  if (from < 0) throw location(50752, `$substrBytes: starting index must be non-negative (got: ${from})`);
  const to = count < 0 ? bytes.length : Math.min(bytes.length, from + count);
  if (isWithinCharacter(bytes, from))
    throw location(28656, '$substrBytes: Invalid range, starting index is a UTF-8 continuation byte.');
  if (isWithinCharacter(bytes, to))
    throw location(28657, '$substrBytes: Invalid range, ending index is in the middle of a UTF-8 character.');
  return bytes.subarray(from, to).toString();
}

function isWithinCharacter(bytes: Buffer, at: number): boolean {
  return ((bytes[at] ?? 0) & 0xc0) === 0x80;
}

function byteNumber(value: unknown, what: string, code: number): number {
  if (isNumber(value)) return Math.trunc(toDouble(value)) || 0;
  throw location(code, `$substrBytes: ${what} must be a numeric type (is BSON type ${shownType(value)})`);
}

/** The place of a part in a text whose characters are counted by `unitsOf`. */
function indexOf(code: number, unitsOf: (text: string) => ArrayLike<unknown>): Operator {
  return variadic(
    ([value, part, ...bounds], name) => {
      if (isNullish(value)) return null;
      const [units, wanted] = [value, part].map((text, i) => {
        if (typeof text === 'string') return unitsOf(text);
        const place = ['first', 'second'][i];
        throw location(code + i, `${name} requires a string as the ${place} argument, found: ${shownType(text)}`);
      }) as [ArrayLike<unknown>, ArrayLike<unknown>];
      const [start, end] = boundsIn(units.length, bounds, name);
      for (let i = start; i + wanted.length <= end; i++) {
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

export const substringOperators: Operators = {
  $substr: variadic(substringOfBytes, 3, 3),
  $substrBytes: variadic(substringOfBytes, 3, 3),
  $substrCP: variadic(substringOfPoints, 3, 3),
  $indexOfBytes: indexOf(40091, (text) => Buffer.from(text)),
  $indexOfCP: indexOf(40093, (text) => [...text]),
};
