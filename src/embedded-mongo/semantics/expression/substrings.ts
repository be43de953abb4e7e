import { Int32 } from 'bson';
import { location } from '../fault.ts';
import { isNumber, toDouble, wholeNumber } from '../numbers.ts';
import { shown } from '../shown.ts';
import { placeIn } from './arrays.ts';
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
  const splits = (at: number): boolean => at < bytes.length && ((bytes[at] as number) & 0xc0) === 0x80;
  if (splits(from)) throw location(28656, '$substrBytes: Invalid range, starting index is a UTF-8 continuation byte.');
  if (splits(to))
    throw location(28657, '$substrBytes: Invalid range, ending index is in the middle of a UTF-8 character.');
  return bytes.subarray(from, to).toString();
}

function byteNumber(value: unknown, what: string, code: number): number {
  if (isNumber(value)) return Math.trunc(toDouble(value)) || 0;
  throw location(code, `$substrBytes: ${what} must be a numeric type (is BSON type ${shownType(value)})`);
}

/** The place of a part in a text whose characters are counted by `unitsOf`. */
function indexOf(name: string, code: number, unitsOf: (text: string) => ArrayLike<unknown>): Operator {
  const string = (value: unknown, place: string, code: number): string => {
    if (typeof value === 'string') return value;
    throw location(code, `${name} requires a string as the ${place} argument, found: ${shownType(value)}`);
  };
  return variadic(
    ([value, part, ...bounds]) => {
      if (isNullish(value)) return null;
      const units = unitsOf(string(value, 'first', code));
      const wanted = unitsOf(string(part, 'second', code + 1));
      const [start = 0, end = units.length] = bounds.map((bound, i) =>
        placeIn(bound, name, i === 0 ? 'starting index' : 'ending index'),
      );
      for (let i = start; i + wanted.length <= Math.min(end, units.length); i++) {
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
  $indexOfBytes: indexOf('$indexOfBytes', 40091, (text) => Buffer.from(text)),
  $indexOfCP: indexOf('$indexOfCP', 40093, (text) => [...text]),
};
