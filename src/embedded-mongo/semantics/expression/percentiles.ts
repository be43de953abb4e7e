import { askedPercentiles, median, percentiles, probabilitiesOf } from '../accumulators/percentiles.ts';
import type { Operator, Operators } from './operands.ts';

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

export const percentileOperators: Operators = { $median: percentile, $percentile: percentile };
