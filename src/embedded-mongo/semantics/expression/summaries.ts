import type { Accumulator } from '../accumulators/accumulator.ts';
import { extreme, mergeObjects } from '../accumulators/collections.ts';
import { askedPercentiles, median, percentiles, probabilitiesOf } from '../accumulators/percentiles.ts';
import { average, standardDeviation, sum } from '../accumulators/sums.ts';
import type { CompareText } from '../text-order.ts';
import { type Operator, type Operators, variadic } from './operands.ts';

/** An accumulator over its arguments, or over the elements of its one argument. */
function over(start: (text: CompareText | undefined) => Accumulator): Operator {
  return variadic((values, _name, { text }) => {
    const [first] = values;
    const state = start(text);
    for (const value of values.length === 1 && Array.isArray(first) ? first : values) state.add(value);
    return state.result();
  });
}

/** Of the numbers of an array, or of the one number that there is. */
const percentile: Operator = (operand, compile, _scope, name) => {
  const { input, probabilities } = askedPercentiles(operand, name);
  const [valuesOf, wanted] = [compile(input), compile(probabilities)];
  return (root, variables) => {
    const values = valuesOf(root, variables);
    const ranks = probabilitiesOf(wanted(root, variables));
    const state = name === '$median' ? median() : percentiles(ranks);
    for (const value of Array.isArray(values) ? values : [values]) state.add(value);
    return state.result();
  };
};

export const summaryOperators: Operators = {
  $sum: over(sum),
  $avg: over(average),
  $min: over((text) => extreme(-1, text)),
  $mergeObjects: over(() => mergeObjects()),
  $max: over((text) => extreme(1, text)),
  $stdDevPop: over(() => standardDeviation(false)),
  $stdDevSamp: over(() => standardDeviation(true)),
  $median: percentile,
  $percentile: percentile,
};
