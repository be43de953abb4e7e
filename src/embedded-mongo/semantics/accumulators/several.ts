import { compareValues, sortOrder } from '../compare.ts';
import { isDocument } from '../document.ts';
import { expression } from '../expression.ts';
import { location } from '../fault.ts';
import { wholeNumber } from '../numbers.ts';
import { shown } from '../shown.ts';
import type { Scope } from '../variables.ts';
import type { Accumulation, Accumulator } from './accumulator.ts';

const TAKE: Record<string, (values: unknown[], n: number) => unknown[]> = {
  $firstN: (values, n) => values.slice(0, n),
  $lastN: (values, n) => values.slice(-n),
  $minN: (values, n) => present(values).sort(compareValues).slice(0, n),
  $maxN: (values, n) =>
    present(values)
      .sort((a, b) => compareValues(b, a))
      .slice(0, n),
};

const present = (values: unknown[]): unknown[] => values.filter((value) => value !== null);

/** Compiles `$firstN`, `$lastN`, `$minN`, `$maxN` and `$top`, `$bottom`, `$topN`, `$bottomN`; undefined for others. */
export function severalAccumulation(operator: string, operand: unknown, scope: Scope): Accumulation | undefined {
  const take = Object.hasOwn(TAKE, operator) ? TAKE[operator] : undefined;
  if (take) {
    const { input, n } = parts(operator, operand);
    const count = countOf(operator, n, scope);
    return { evaluate: expression(input, scope), start: () => collecting((values) => take(values, count)) };
  }
  return ['$top', '$bottom', '$topN', '$bottomN'].includes(operator) ? ordered(operator, operand, scope) : undefined;
}

interface Row {
  keys: unknown[];
  output: unknown;
}

function ordered(operator: string, operand: unknown, scope: Scope): Accumulation {
  const { sortBy, output, n } = parts(operator, operand);
  if (!isDocument(sortBy)) throw location(5788003, `Missing value for 'sortBy' in ${operator}`);
  const { keys, compare } = sortOrder(sortBy, scope.text);
  const single = operator === '$top' || operator === '$bottom';
  const count = single ? 1 : countOf(operator, n, scope);
  const fromEnd = operator.startsWith('$bottom');
  const outputOf = expression(output, scope);
  return {
    evaluate: (root, variables): Row => ({ keys: keys(root), output: outputOf(root, variables) ?? null }),
    start: () =>
      collecting((values) => {
        const rows = (values as Row[]).toSorted((a, b) => compare(a.keys, b.keys));
        const outputs = (fromEnd ? rows.slice(-count) : rows.slice(0, count)).map((row) => row.output);
        return single ? outputs[0] : outputs;
      }),
  };
}

function parts(operator: string, operand: unknown): Record<string, unknown> {
  if (isDocument(operand)) return operand;
  throw location(5787900, `specification must be an object; found ${operator}: ${shown(operand)}`);
}

function countOf(operator: string, n: unknown, scope: Scope): number {
  const count = wholeNumber(expression(n, scope)({}, scope.variables));
  if (count === undefined || count <= 0) throw location(5787908, `'n' must be greater than 0 in ${operator}`);
  return count;
}

function collecting(result: (values: unknown[]) => unknown): Accumulator {
  const values: unknown[] = [];
  return { add: (value) => void values.push(value ?? null), result: () => result(values) };
}
