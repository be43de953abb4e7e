import { compareValues } from '../compare.ts';
import { location } from '../fault.ts';
import { isNumber } from '../numbers.ts';
import { shown } from '../shown.ts';
import { array, whole } from './array-arguments.ts';
import { isNullish, named, type Operator, type Operators, unary } from './operands.ts';

const elementAtEnd = (name: string, place: 0 | -1): Operator =>
  unary((value) =>
    isNullish(value) ? null : array(value, 28689, `${name}'s argument must be an array, but is `)?.at(place),
  );

/** `$firstN`, `$lastN`, `$minN` and `$maxN` of an array. */
function several(take: (values: unknown[], count: number, order: typeof compareValues) => unknown[]): Operator {
  return named(['n', 'input'], [], ({ n, input }, { text }) => {
    const count = positiveCount(n);
    if (!Array.isArray(input)) throw location(5788200, 'Input must be an array');
    return take(input, count, (a, b) => compareValues(a, b, text));
  });
}

/** The `n` of `$firstN` and its like. */
export function positiveCount(n: unknown): number {
  if (!isNumber(n)) throw location(5787902, `Value for 'n' must be of integral type, but found ${shown(n)}`);
  const count = whole(n, 5787903, "Value for 'n' must be of integral type, but found ");
  if (count <= 0) throw location(5787908, `'n' must be greater than 0, found ${count}`);
  return count;
}

const present = (values: unknown[]): unknown[] => values.filter((value) => !isNullish(value));

export const arrayEndOperators: Operators = {
  $first: elementAtEnd('$first', 0),
  $last: elementAtEnd('$last', -1),
  $firstN: several((values, n) => values.slice(0, n)),
  $lastN: several((values, n) => values.slice(-n)),
  $minN: several((values, n, order) => present(values).sort(order).slice(0, n)),
  $maxN: several((values, n, order) =>
    present(values)
      .sort((a, b) => order(b, a))
      .slice(0, n),
  ),
};
