import { Int32 } from 'bson';
import { fieldOf, isDocument, isOperators, onlyField } from '../document.ts';
import { withoutEngine } from '../expression/refused.ts';
import { expression } from '../expression.ts';
import { location, typeMismatch } from '../fault.ts';
import type { Scope } from '../variables.ts';
import type { Accumulation, Accumulator, CompileAccumulation, Keep } from './accumulator.ts';
import { addToSet, extreme, first, last, mergeObjects, push } from './collections.ts';
import { askedPercentiles, median, percentiles, probabilitiesOf } from './percentiles.ts';
import { ordered, several } from './several.ts';
import { average, standardDeviation, sum } from './sums.ts';

/** An accumulator of the values of one expression. */
const simple =
  (start: (scope: Scope, keep?: Keep) => Accumulator): CompileAccumulation =>
  (operand, scope, operator) => {
    if (Array.isArray(operand)) throw location(40237, `The ${operator} accumulator is a unary operator`);
    return { evaluate: expression(operand, scope), start: (_key, keep) => start(scope, keep) };
  };

const counting: CompileAccumulation = (operand) => {
  if (!isDocument(operand) || Object.keys(operand).length > 0)
    throw typeMismatch('$count takes no arguments, i.e. $count:{}');
  const one = new Int32(1);
  return { evaluate: () => one, start: sum };
};

const ranking: CompileAccumulation = (operand, scope, operator) => {
  const { input, probabilities } = askedPercentiles(operand, operator);
  const ranks = probabilitiesOf(expression(probabilities, scope)({}, scope.variables));
  return {
    evaluate: expression(input, scope),
    start: (_key, keep) => (operator === '$median' ? median(keep) : percentiles(ranks, keep)),
  };
};

const ACCUMULATORS: Record<string, CompileAccumulation> = {
  $sum: simple(sum),
  $avg: simple(average),
  $min: simple(({ text }) => extreme(-1, text)),
  $max: simple(({ text }) => extreme(1, text)),
  $first: simple(first),
  $last: simple(last),
  $push: simple((_scope, keep) => push(keep)),
  $addToSet: simple(({ text }, keep) => addToSet(keep, text)),
  $mergeObjects: simple((_scope, keep) => mergeObjects(keep)),
  $stdDevPop: simple(() => standardDeviation(false)),
  $stdDevSamp: simple(() => standardDeviation(true)),
  $count: counting,
  $median: ranking,
  $percentile: ranking,
  $firstN: several,
  $lastN: several,
  $minN: several,
  $maxN: several,
  $top: ordered,
  $topN: ordered,
  $bottom: ordered,
  $bottomN: ordered,
  $accumulator: withoutEngine,
};

export function isAccumulator(operator: string): boolean {
  return Object.hasOwn(ACCUMULATORS, operator);
}

/** Compiles `{ $sum: '$amount' }`, the way a field of a group is accumulated. */
export function accumulation(name: string, spec: unknown, scope: Scope): Accumulation {
  if (!isOperators(spec)) throw location(40234, `The field '${name}' must be an accumulator object`);
  const operator = onlyField(spec);
  if (operator === undefined) throw location(40238, `The field '${name}' must specify one accumulator`);
  const compile = fieldOf(ACCUMULATORS, operator);
  if (!compile) throw location(15952, `unknown group operator '${operator}'`);
  return compile(spec[operator], scope, operator);
}
