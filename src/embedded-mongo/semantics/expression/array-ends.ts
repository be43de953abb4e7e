import { compareValues } from '../compare.ts';
import { location } from '../fault.ts';
import { isNumber } from '../numbers.ts';
import { shown } from '../shown.ts';
import type { CompareText } from '../text-order.ts';
import { array, whole } from './array-arguments.ts';
import { isNullish, named, type Operator, type Operators, unaryOrNull } from './operands.ts';

const elementAtEnd = (place: 0 | -1): Operator =>
  unaryOrNull((value, name) => array(value, 28689, `${name}'s argument must be an array, but is `)?.at(place));

/** Those of several values that are wanted, in the order in which they are handed out. */
export const TAKES: Record<string, (values: unknown[], n: number, text: CompareText | undefined) => unknown[]> = {
  $firstN: (values, n) => values.slice(0, n),
  $lastN: (values, n) => values.slice(-n),
  $minN: (values, n, text) => ordered(values, text).slice(0, n),
  $maxN: (values, n, text) => ordered(values, text, -1).slice(0, n),
};

function ordered(values: unknown[], text: CompareText | undefined, direction: 1 | -1 = 1): unknown[] {
  return values.filter((value) => !isNullish(value)).sort((a, b) => compareValues(a, b, text) * direction);
}

const taking = (take: (typeof TAKES)[string]): Operator =>
  named(['n', 'input'], [], ({ n, input }, _name, { text }) => {
    const count = positiveCount(n);
    if (!Array.isArray(input)) throw location(5788200, 'Input must be an array');
    return take(input, count, text);
  });

/** The `n` of `$firstN` and its like. */
export function positiveCount(n: unknown): number {
  if (!isNumber(n)) throw location(5787902, `Value for 'n' must be of integral type, but found ${shown(n)}`);
  const count = whole(n, 5787903, "Value for 'n' must be of integral type, but found ");
  if (count <= 0) throw location(5787908, `'n' must be greater than 0, found ${count}`);
  return count;
}

export const arrayEndOperators: Operators = {
  $first: elementAtEnd(0),
  $last: elementAtEnd(-1),
  ...Object.fromEntries(Object.entries(TAKES).map(([name, take]) => [name, taking(take)])),
};
