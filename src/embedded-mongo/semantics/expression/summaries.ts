import type { StartAccumulator } from '../accumulators/accumulator.ts';
import { extreme } from '../accumulators/collections.ts';
import { average, standardDeviation, sum } from '../accumulators/sums.ts';
import { type Operator, type Operators, variadic } from './operands.ts';

/** An accumulator over its arguments, or over the elements of its one argument. */
function over(start: StartAccumulator): Operator {
  return variadic((values) => {
    const [first] = values;
    const state = start();
    for (const value of values.length === 1 && Array.isArray(first) ? first : values) state.add(value);
    return state.result();
  });
}

export const summaryOperators: Operators = {
  $sum: over(sum),
  $avg: over(average),
  $min: over(() => extreme(-1)),
  $max: over(() => extreme(1)),
  $stdDevPop: over(() => standardDeviation(false)),
  $stdDevSamp: over(() => standardDeviation(true)),
};
