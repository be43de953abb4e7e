import type { StartAccumulator } from '../accumulators/accumulator.ts';
import { extreme } from '../accumulators/collections.ts';
import { average, standardDeviation, sum } from '../accumulators/sums.ts';
import type { CompareText } from '../text-order.ts';
import { type Operator, type Operators, variadic } from './operands.ts';

/** An accumulator over its arguments, or over the elements of its one argument. */
function over(starting: (text: CompareText | undefined) => StartAccumulator): Operator {
  return (operand, compile, scope, name) => {
    const start = starting(scope.text);
    return variadic((values) => {
      const [first] = values;
      const state = start();
      for (const value of values.length === 1 && Array.isArray(first) ? first : values) state.add(value);
      return state.result();
    })(operand, compile, scope, name);
  };
}

export const summaryOperators: Operators = {
  $sum: over(() => sum),
  $avg: over(() => average),
  $min: over((text) => () => extreme(-1, text)),
  $max: over((text) => () => extreme(1, text)),
  $stdDevPop: over(() => () => standardDeviation(false)),
  $stdDevSamp: over(() => () => standardDeviation(true)),
};
