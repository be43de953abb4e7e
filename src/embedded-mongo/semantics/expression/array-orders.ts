import { elementOrder } from '../element-order.ts';
import { location } from '../fault.ts';
import { array } from './array-arguments.ts';
import { isNullish, namedArguments, type Operator, type Operators } from './operands.ts';

const WRONG_ORDER = { shape: 2942507, direction: 2942506, fields: 2942505 };

/** `sortBy` is no expression. */
const sortArray: Operator = (operand, compile, { text }, name) => {
  const { input, sortBy } = namedArguments(operand, ['input', 'sortBy'], [], name);
  const list = compile(input);
  const order = elementOrder(sortBy, text, (message, wrong) => location(WRONG_ORDER[wrong], message));
  return (root, variables) => {
    const fault = 'The input argument to $sortArray must be an array, but was of type: ';
    return array(list(root, variables), 2942504, fault)?.toSorted(order) ?? null;
  };
};

/** Rows made of the arrays' elements at the same place; shorter ones are filled up if `useLongestLength` says so. */
const zip: Operator = (operand, compile, _scope, name) => {
  const {
    inputs,
    useLongestLength = false,
    defaults = [],
  } = namedArguments(operand, ['inputs'], ['useLongestLength', 'defaults'], name);
  if (!Array.isArray(inputs)) throw location(34461, 'inputs must be an array of expressions');
  if (!Array.isArray(defaults)) throw location(34462, 'defaults must be an array of expressions');
  if (typeof useLongestLength !== 'boolean') throw location(34463, 'useLongestLength must be a bool');
  if (inputs.length === 0) throw location(34465, '$zip requires at least one input array');
  if (defaults.length > 0) {
    if (!useLongestLength) throw location(34466, 'cannot specify defaults unless useLongestLength is true');
    if (defaults.length !== inputs.length) throw location(34467, 'defaults and inputs must have the same length');
  }
  const lists = inputs.map((input) => compile(input));
  const fillers = defaults.map((filler) => compile(filler));
  return (root, variables) => {
    const columns: unknown[][] = [];
    for (const list of lists) {
      const column = list(root, variables);
      if (isNullish(column)) return null;
      columns.push(array(column, 34468, '$zip found a non-array expression in input: ') as unknown[]);
    }
    const lengths = columns.map((column) => column.length);
    const length = lengths.reduce((most, next) => (useLongestLength ? Math.max(most, next) : Math.min(most, next)));
    const fill = fillers.map((filler) => filler(root, variables));
    return Array.from({ length }, (_, row) =>
      columns.map((column, at) => (row < column.length ? column[row] : (fill[at] ?? null))),
    );
  };
};

export const arrayOrderOperators: Operators = { $sortArray: sortArray, $zip: zip };
