import { Int32 } from 'bson';
import { compareValues } from '../compare.ts';
import { location, MongoServerFault } from '../fault.ts';
import { isNumber } from '../numbers.ts';
import type { Scope } from '../variables.ts';
import { array, whole } from './array-arguments.ts';
import { binary, binaryOrNull, isNullish, type Operators, shownType, unary, variadic } from './operands.ts';

function elementAt(value: unknown, place: unknown): unknown {
  const list = array(value, 28689, "$arrayElemAt's first argument must be an array, but is ");
  if (!isNumber(place))
    throw location(28690, `$arrayElemAt's second argument must be a numeric value, but is ${shownType(place)}`);
  return list?.at(whole(place, 28691, "$arrayElemAt's second argument must be representable as a 32-bit integer: "));
}

function slice(values: unknown[]): unknown {
  const [value, first, second] = values;
  if (isNullish(value) || isNullish(first)) return null;
  const list = array(value, 28724, 'First argument to $slice must be an array, but is of type: ') as unknown[];
  const start = sliceNumber(first, 'Second', 28725);
  if (values.length === 2) return start >= 0 ? list.slice(0, start) : list.slice(start);
  if (isNullish(second)) return null;
  const count = sliceNumber(second, 'Third', 28727);
  if (count <= 0) throw location(28729, `Third argument to $slice must be positive: ${count}`);
  const from = start >= 0 ? start : Math.max(0, list.length + start);
  return list.slice(from, from + count);
}

function sliceNumber(value: unknown, place: string, code: number): number {
  if (!isNumber(value))
    throw location(code, `${place} argument to $slice must be a numeric value, but is of type: ${shownType(value)}`);
  return whole(value, code + 1, `${place} argument to $slice can't be represented as a 32-bit integer: `);
}

/** Between which places `$indexOfArray` and its like search: all of them unless told otherwise. */
export function boundsIn(length: number, bounds: unknown[], name: string): [start: number, end: number] {
  const [start = 0, end = length] = bounds.map((value, i) => {
    const which = i === 0 ? 'starting index' : 'ending index';
    const place = whole(value, 40096, `${name} requires an integral ${which}, found `);
    if (place < 0) throw location(40097, `${name} requires a nonnegative ${which}, found: ${place}`);
    return place;
  });
  return [start, Math.min(length, end)];
}

function indexOf([value, sought, ...bounds]: unknown[], name: string, { text }: Scope): unknown {
  const list = array(value, 40090, '$indexOfArray requires an array as a first argument, found: ');
  if (!list) return null;
  const [start, end] = boundsIn(list.length, bounds, name);
  for (let i = start; i < end; i++) if (compareValues(list[i], sought, text) === 0) return new Int32(i);
  return new Int32(-1);
}

/** How many elements a list may be made of; MongoDB stops at its memory limit of 100 MB. */
const MAX_ELEMENTS = 5_000_000;

const tooLong = (name: string): MongoServerFault =>
  new MongoServerFault(146, 'ExceededMemoryLimit', `${name} would use too much memory`);

/** How many numbers are made between two pauses. */
const NUMBERS_AT_ONCE = 1000;

function range(values: unknown[], _name: string, { pause }: Scope): unknown {
  const [from = 0, to = 0, by = 1] = values.map(rangeNumber);
  if (by === 0) throw location(34449, '$range requires a non-zero step value');
  if ((to - from) / by > MAX_ELEMENTS) throw tooLong('$range');
  const numbers: Int32[] = [];
  for (let i = from; by > 0 ? i < to : i > to; i += by) {
    numbers.push(new Int32(i));
    if (numbers.length % NUMBERS_AT_ONCE === 0) pause?.();
  }
  return numbers;
}

function rangeNumber(value: unknown, place: number): number {
  const what = ['starting', 'ending', 'step'][place];
  const code = 34443 + 2 * place;
  if (!isNumber(value))
    throw location(code, `$range requires a numeric ${what} value, found value of type: ${shownType(value)}`);
  const fault = `$range requires a ${what} value that can be represented as a 32-bit integer, found value: `;
  return whole(value, code + 1, fault);
}

function concatenated(lists: unknown[]): unknown {
  const joined: unknown[] = [];
  for (const list of lists) {
    if (isNullish(list)) return null;
    const elements = array(list, 28664, '$concatArrays only supports arrays, not ') ?? [];
    if (joined.length + elements.length > MAX_ELEMENTS) throw tooLong('$concatArrays');
    for (const element of elements) joined.push(element);
  }
  return joined;
}

export const arrayOperators: Operators = {
  $arrayElemAt: binaryOrNull(elementAt),
  $concatArrays: variadic(concatenated),
  $isArray: unary((value) => Array.isArray(value)),
  $size: unary((value) => {
    if (Array.isArray(value)) return new Int32(value.length);
    throw location(17124, `The argument to $size must be an array, but was of type: ${shownType(value)}`);
  }),
  $slice: variadic(slice, 2, 3),
  $in: binary((value, list, _name, { text }) => {
    if (Array.isArray(list)) return list.some((element) => compareValues(element, value, text) === 0);
    throw location(40081, `$in requires an array as a second argument, found: ${shownType(list)}`);
  }),
  $indexOfArray: variadic(indexOf, 2, 4),
  $range: variadic(range, 2, 3),
  $reverseArray: unary(
    (value) =>
      array(value, 34435, 'The argument to $reverseArray must be an array, but was of type: ')?.toReversed() ?? null,
  ),
};
