import { Int32 } from 'bson';
import { compareValues, sameValue, sorted } from '../compare.ts';
import { type Doc, isDocument } from '../document.ts';
import { location, MongoServerFault } from '../fault.ts';
import { toDouble } from '../numbers.ts';
import { typeName } from '../type-name.ts';
import { array, whole } from './array-arguments.ts';
import { isTrue } from './logic.ts';
import { binary, isNullish, named, type Operator, type Operators, unary, variadic } from './operands.ts';

function elementAt(value: unknown, place: unknown): unknown {
  const list = array(value, '$arrayElemAt', 28689);
  if (!list || isNullish(place)) return null;
  return list.at(whole(place, '$arrayElemAt', 28690));
}

function slice([value, first, second]: unknown[]): unknown {
  const list = array(value, '$slice', 28724);
  if (!list || isNullish(first) || second === null) return null;
  const start = whole(first, '$slice', 28726);
  if (second === undefined) return start >= 0 ? list.slice(0, start) : list.slice(start);
  const count = whole(second, '$slice', 28728);
  if (count <= 0) throw location(28729, 'Third argument to $slice must be positive');
  const from = start >= 0 ? start : Math.max(0, list.length + start);
  return list.slice(from, from + count);
}

function indexOfArray([value, sought, start = 0, end]: unknown[]): unknown {
  const list = array(value, '$indexOfArray', 40090);
  if (!list) return null;
  const to = Math.min(list.length, isNullish(end) ? list.length : whole(end, '$indexOfArray', 40096));
  for (let i = whole(start, '$indexOfArray', 40096); i < to; i++)
    if (compareValues(list[i], sought) === 0) return new Int32(i);
  return new Int32(-1);
}

const MAX_RANGE = 5_000_000;

function range([start, end, step = 1]: unknown[]): unknown {
  const [from, to, by] = [whole(start, '$range', 34444), whole(end, '$range', 34446), whole(step, '$range', 34448)];
  if (by === 0) throw location(34449, '$range requires a non-zero step value');
  // MongoDB stops at its memory limit of 100 MB.
  if ((to - from) / by > MAX_RANGE)
    throw new MongoServerFault(146, 'ExceededMemoryLimit', '$range would use too much memory');
  const numbers: Int32[] = [];
  for (let i = from; by > 0 ? i < to : i > to; i += by) numbers.push(new Int32(i));
  return numbers;
}

const sortArray = named(['input', 'sortBy'], [], ({ input, sortBy }) => {
  const list = array(input, '$sortArray', 2942504);
  if (!list) return null;
  if (isDocument(sortBy)) {
    const order = Object.fromEntries(Object.entries(sortBy).map(([path, way]) => [path, toDouble(way) as 1 | -1]));
    const rows = list.map((value) => ({ value, fields: isDocument(value) ? value : {} }));
    const byFields = new Map<Doc, unknown>(rows.map(({ value, fields }) => [fields, value]));
    return sorted(byFields.keys(), order).map((fields) => byFields.get(fields));
  }
  const direction = toDouble(sortBy);
  return [...list].sort((a, b) => compareValues(a, b) * direction);
});

const zip = named(['inputs'], ['useLongestLength', 'defaults'], ({ inputs, useLongestLength, defaults }) => {
  const lists = array(inputs, '$zip', 34461) ?? [];
  if (lists.some(isNullish)) return null;
  const arrays = lists.map((list) => array(list, '$zip', 34468) ?? []);
  const lengths = arrays.map((list) => list.length);
  const length = isTrue(useLongestLength) ? Math.max(0, ...lengths) : Math.min(...lengths);
  const fill = Array.isArray(defaults) ? defaults : [];
  return Array.from({ length }, (_, i) => arrays.map((list, at) => (i < list.length ? list[i] : (fill[at] ?? null))));
});

/** `$firstN`, `$lastN`, `$minN` and `$maxN` of an array. */
function several(name: string, take: (values: unknown[], count: number) => unknown[]): Operator {
  return named(['n', 'input'], [], ({ n, input }) => {
    const count = whole(n, name, 5787902);
    if (count <= 0) throw location(5787908, "'n' must be greater than 0");
    const list = array(input, name, 5788200);
    if (!list) throw location(5788200, 'Input must be an array');
    return take(list, count);
  });
}

const present = (values: unknown[]): unknown[] => values.filter((value) => !isNullish(value));

export const arrayOperators: Operators = {
  $arrayElemAt: binary(elementAt),
  $first: unary((value) => (isNullish(value) ? null : array(value, '$first', 28689)?.[0])),
  $last: unary((value) => (isNullish(value) ? null : array(value, '$last', 28689)?.at(-1))),
  $firstN: several('$firstN', (values, n) => values.slice(0, n)),
  $lastN: several('$lastN', (values, n) => values.slice(-n)),
  $minN: several('$minN', (values, n) => present(values).sort(compareValues).slice(0, n)),
  $maxN: several('$maxN', (values, n) =>
    present(values)
      .sort((a, b) => compareValues(b, a))
      .slice(0, n),
  ),
  $concatArrays: variadic((lists) =>
    lists.some(isNullish) ? null : lists.flatMap((list) => array(list, '$concatArrays', 28664) ?? []),
  ),
  $isArray: unary((value) => Array.isArray(value)),
  $size: unary((value) => {
    if (Array.isArray(value)) return new Int32(value.length);
    throw location(
      17124,
      `The argument to $size must be an array, but was of type: ${value === undefined ? 'missing' : typeName(value)}`,
    );
  }),
  $slice: variadic(slice, 2, 3),
  $in: binary((value, list) => {
    if (!Array.isArray(list))
      throw location(40081, `$in requires an array as a second argument, found: ${typeName(list)}`);
    return list.some((element) => sameValue(element, value));
  }),
  $indexOfArray: variadic(indexOfArray, 2, 4),
  $range: variadic(range, 2, 3),
  $reverseArray: unary((value) => array(value, '$reverseArray', 34435)?.toReversed() ?? null),
  $sortArray: sortArray,
  $zip: zip,
};
