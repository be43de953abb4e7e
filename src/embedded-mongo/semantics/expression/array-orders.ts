import { compareValues, sortOrder } from '../compare.ts';
import { type Doc, isDocument } from '../document.ts';
import { location } from '../fault.ts';
import { isNumber, toDouble } from '../numbers.ts';
import type { CompareText } from '../text-order.ts';
import { array } from './array-arguments.ts';
import { isNullish, namedArguments, type Operator, type Operators } from './operands.ts';

type Order = (a: unknown, b: unknown) => number;

/** `sortBy` is no expression: 1 or -1 for the elements themselves, or fields of those that are documents. */
function orderOf(sortBy: unknown, text: CompareText | undefined): Order {
  if (isDocument(sortBy)) {
    if (Object.keys(sortBy).length === 0) throw location(2942505, 'empty sort specification');
    const { keys, compare } = fieldOrder(sortBy, text);
    const keysOf = (value: unknown): unknown[] => keys(isDocument(value) ? value : {});
    return (a, b) => compare(keysOf(a), keysOf(b));
  }
  if (!isNumber(sortBy)) {
    throw location(
      2942507,
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    );
  }
  const direction = toDouble(sortBy);
  if (Math.abs(direction) !== 1) throw location(2942506, 'The $sort element value must be either 1 or -1');
  return (a, b) => compareValues(a, b, text) * direction;
}

function fieldOrder(sortBy: Doc, text: CompareText | undefined): ReturnType<typeof sortOrder> {
  try {
    return sortOrder(sortBy, text);
  } catch (error) {
    throw location(2942505, (error as Error).message);
  }
}

const sortArray: Operator = (operand, compile, { text }, name) => {
  const { input, sortBy } = namedArguments(operand, ['input', 'sortBy'], [], name);
  const list = compile(input);
  const order = orderOf(sortBy, text);
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
    const length = useLongestLength ? Math.max(...lengths) : Math.min(...lengths);
    const fill = fillers.map((filler) => filler(root, variables));
    const cell = (column: unknown[], row: number, at: number): unknown =>
      row < column.length ? column[row] : (fill[at] ?? null);
    return Array.from({ length }, (_, row) => columns.map((column, at) => cell(column, row, at)));
  };
};

export const arrayOrderOperators: Operators = { $sortArray: sortArray, $zip: zip };
