import { compareValues, sortOrder } from '../compare.ts';
import { type Doc, isDocument } from '../document.ts';
import { positiveCount } from '../expression/array-ends.ts';
import { namedArguments } from '../expression/operands.ts';
import { expression } from '../expression.ts';
import { typeMismatch } from '../fault.ts';
import { sizeOf } from '../memory.ts';
import type { Scope } from '../variables.ts';
import type { Accumulation, Accumulator, Keep } from './accumulator.ts';

/** Those of all values that are kept, in the order in which they are handed out. */
type Take<T> = (values: T[], n: number) => T[];

function taking(operator: string, { text }: Scope): Take<unknown> | undefined {
  const order = (a: unknown, b: unknown): number => compareValues(a, b, text);
  switch (operator) {
    case '$firstN':
      return (values, n) => values.slice(0, n);
    case '$lastN':
      return (values, n) => values.slice(-n);
    case '$minN':
      return (values, n) => present(values).sort(order).slice(0, n);
    case '$maxN':
      return (values, n) =>
        present(values)
          .sort((a, b) => order(b, a))
          .slice(0, n);
    default:
      return undefined;
  }
}

const present = (values: unknown[]): unknown[] => values.filter((value) => value !== null);

const ORDERED = ['$top', '$bottom', '$topN', '$bottomN'];

export function isSeveral(operator: string): boolean {
  return ['$firstN', '$lastN', '$minN', '$maxN', ...ORDERED].includes(operator);
}

/** Compiles `$firstN`, `$lastN`, `$minN`, `$maxN` and `$top`, `$bottom`, `$topN`, `$bottomN`; undefined for others. */
export function severalAccumulation(operator: string, operand: unknown, scope: Scope): Accumulation | undefined {
  const take = taking(operator, scope);
  if (take) {
    const { input, n } = namedArguments(operand, ['n', 'input'], [], operator);
    const count = expression(n, scope);
    return {
      evaluate: expression(input, scope),
      start: (key: Doc = {}, keep) => collecting(take, positiveCount(count(key, scope.variables)), keep),
    };
  }
  return ORDERED.includes(operator) ? ordered(operator, operand, scope) : undefined;
}

interface Row {
  keys: unknown[];
  output: unknown;
}

function ordered(operator: string, operand: unknown, scope: Scope): Accumulation {
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
}

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
