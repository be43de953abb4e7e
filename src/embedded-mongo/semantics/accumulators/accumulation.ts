import { Int32 } from 'bson';
import { type Doc, isDocument, onlyField } from '../document.ts';
import { expression } from '../expression.ts';
import { location, typeMismatch } from '../fault.ts';
import type { Scope } from '../variables.ts';
import type { Accumulation, Accumulator, Keep } from './accumulator.ts';
import { addToSet, extreme, first, last, mergeObjects, push } from './collections.ts';
import { askedPercentiles, median, percentiles, probabilitiesOf } from './percentiles.ts';
import { isSeveral, severalAccumulation } from './several.ts';
import { average, standardDeviation, sum } from './sums.ts';

const SIMPLE: Record<string, (scope: Scope, keep?: Keep) => Accumulator> = {
  $sum: sum,
  $avg: average,
  $min: ({ text }) => extreme(-1, text),
  $max: ({ text }) => extreme(1, text),
  $first: first,
  $last: last,
  $push: (_scope, keep) => push(keep),
  $addToSet: ({ text }, keep) => addToSet(keep, text),
  $mergeObjects: (_scope, keep) => mergeObjects(keep),
  $stdDevPop: () => standardDeviation(false),
  $stdDevSamp: () => standardDeviation(true),
};

const OTHERS = ['$count', '$median', '$percentile'];

export function isAccumulator(operator: string): boolean {
  return Object.hasOwn(SIMPLE, operator) || OTHERS.includes(operator) || isSeveral(operator);
}

/** Compiles `{ $sum: '$amount' }`, the way a field of a group is accumulated. */
export function accumulation(name: string, spec: unknown, scope: Scope): Accumulation {
  if (!isDocument(spec) || !Object.keys(spec)[0]?.startsWith('$'))
    throw location(40234, `The field '${name}' must be an accumulator object`);
  const operator = onlyField(spec);
  if (operator === undefined) throw location(40238, `The field '${name}' must specify one accumulator`);
  return compiled(operator, spec, scope);
}

function compiled(operator: string, spec: Doc, scope: Scope): Accumulation {
  const operand = spec[operator];
  const start = Object.hasOwn(SIMPLE, operator) ? SIMPLE[operator] : undefined;
  if (start) {
    if (Array.isArray(operand)) throw location(40237, `The ${operator} accumulator is a unary operator`);
    return { evaluate: expression(operand, scope), start: (_key, keep) => start(scope, keep) };
  }
  if (operator === '$count') return counting(operand);
  if (operator === '$median' || operator === '$percentile') return ranking(operator, operand, scope);
  const several = severalAccumulation(operator, operand, scope);
  if (several) return several;
  if (operator === '$accumulator')
    throw location(31264, 'Cannot run server-side javascript without the javascript engine enabled');
  throw location(15952, `unknown group operator '${operator}'`);
}

function counting(operand: unknown): Accumulation {
  if (!isDocument(operand) || Object.keys(operand).length > 0)
    throw typeMismatch('$count takes no arguments, i.e. $count:{}');
  const one = new Int32(1);
  return { evaluate: () => one, start: sum };
}

function ranking(operator: string, operand: unknown, scope: Scope): Accumulation {
  const { input, probabilities } = askedPercentiles(operand, operator);
  const ranks = probabilitiesOf(expression(probabilities, scope)({}, scope.variables));
  return {
    evaluate: expression(input, scope),
    start: (_key, keep) => (operator === '$median' ? median(keep) : percentiles(ranks, keep)),
  };
}
