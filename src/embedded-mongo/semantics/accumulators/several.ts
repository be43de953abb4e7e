import { sortOrder } from '../compare.ts';
import { type Doc, isDocument } from '../document.ts';
import { positiveCount, TAKES } from '../expression/array-ends.ts';
import { namedArguments } from '../expression/operands.ts';
import { expression } from '../expression.ts';
import { typeMismatch } from '../fault.ts';
import { sizeOf } from '../memory.ts';
import type { Accumulator, CompileAccumulation, Keep } from './accumulator.ts';

/** Compiles `$firstN`, `$lastN`, `$minN` and `$maxN`. */
export const several: CompileAccumulation = (operand, scope, operator) => {
  const { input, n } = namedArguments(operand, ['n', 'input'], [], operator);
  const count = expression(n, scope);
  const take = TAKES[operator] as (typeof TAKES)[string];
  return {
    evaluate: expression(input, scope),
    start: (key: Doc = {}, keep) =>
      collecting((values, most) => take(values, most, scope.text), positiveCount(count(key, scope.variables)), keep),
  };
};

interface Row {
  keys: unknown[];
  output: unknown;
}

/** Those of all values that are kept, in the order in which they are handed out. */
type Take<T> = (values: T[], n: number) => T[];

/** Compiles `$top`, `$bottom`, `$topN` and `$bottomN`. */
export const ordered: CompileAccumulation = (operand, scope, operator) => {
  const single = operator === '$top' || operator === '$bottom';
  const names = single ? ['output', 'sortBy'] : ['n', 'output', 'sortBy'];
  const { sortBy, output, n = 1 } = namedArguments(operand, names, [], operator);
  if (!isDocument(sortBy))
    throw typeMismatch(`Expected 'sortBy' to already be an object in the arguments to ${operator}`);
  const { keys, compare } = sortOrder(sortBy, scope.text);
  const [count, outputOf] = [expression(n, scope), expression(output, scope)];
  const order = (a: Row, b: Row): number => compare(a.keys, b.keys);
  // Of rows that are equal the first ones are kept, at the bottom as well.
  const take: Take<Row> = operator.startsWith('$top')
    ? (rows, n) => rows.toSorted(order).slice(0, n)
    : (rows, n) =>
        rows
          .toSorted((a, b) => order(b, a))
          .slice(0, n)
          .sort(order);
  return {
    evaluate: (root, variables): Row => ({ keys: keys(root), output: outputOf(root, variables) ?? null }),
    start: (key: Doc = {}, keep) => {
      const state = collecting(take, single ? 1 : positiveCount(count(key, scope.variables)), keep);
      const outputs = (): unknown[] => (state.result() as Row[]).map((row) => row.output);
      return { add: state.add, result: () => (single ? (outputs()[0] ?? null) : outputs()) };
    },
  };
};

/** Holds little more than what will be handed out. */
function collecting<T>(take: Take<T>, n: number, keep: Keep | undefined): Accumulator {
  let values: T[] = [];
  return {
    add(value) {
      values.push((value ?? null) as T);
      if (values.length <= n) keep?.(sizeOf(value));
      if (values.length > 2 * n + 100) values = take(values, n);
    },
    result: () => take(values, n),
  };
}
