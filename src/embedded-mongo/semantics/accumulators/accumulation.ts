import { Int32 } from 'bson';
import { isDocument, onlyField } from '../document.ts';
import { expression } from '../expression.ts';
import { location } from '../fault.ts';
import type { Scope } from '../variables.ts';
import type { Accumulation, StartAccumulator } from './accumulator.ts';
import { addToSet, extreme, first, last, mergeObjects, push } from './collections.ts';
import { severalAccumulation } from './several.ts';
import { average, standardDeviation, sum } from './sums.ts';

const SIMPLE: Record<string, StartAccumulator> = {
  $sum: sum,
  $avg: average,
  $min: () => extreme(-1),
  $max: () => extreme(1),
  $first: first,
  $last: last,
  $push: push,
  $addToSet: addToSet,
  $mergeObjects: mergeObjects,
  $stdDevPop: () => standardDeviation(false),
  $stdDevSamp: () => standardDeviation(true),
};

/** Compiles `{ $sum: '$amount' }`, the way a field of a group is accumulated. */
export function accumulation(name: string, spec: unknown, scope: Scope): Accumulation {
  if (!isDocument(spec)) throw location(40234, `The field '${name}' must be an accumulator object`);
  const operator = onlyField(spec);
  if (operator === undefined) throw location(40238, `The field '${name}' must specify one accumulator`);
  const operand = spec[operator];
  const start = Object.hasOwn(SIMPLE, operator) ? SIMPLE[operator] : undefined;
  if (start) return { evaluate: expression(operand, scope), start };
  if (operator === '$count') return { evaluate: () => new Int32(1), start: sum };
  const several = severalAccumulation(operator, operand, scope);
  if (several) return several;
  throw location(15952, `unknown group operator '${operator}'`);
}
