import { Int32 } from 'bson';
import { compareBy } from '../compare.ts';
import { type Doc, isDocument } from '../document.ts';
import { expression } from '../expression.ts';
import { failedToParse, location } from '../fault.ts';
import { wholeNumber } from '../numbers.ts';
import type { Scope } from '../variables.ts';

const PLACE_FUNCTIONS = ['$rank', '$denseRank', '$documentNumber', '$shift', '$locf'] as const;

type Order = Record<string, 1 | -1>;

type PlaceFunction = (typeof PLACE_FUNCTIONS)[number];

export function isPlaceFunction(name: string): name is PlaceFunction {
  return (PLACE_FUNCTIONS as readonly string[]).includes(name);
}

/** The functions that depend on a document's place among its partition alone. */
export function placeFunction(
  name: PlaceFunction,
  operand: unknown,
  order: Order | undefined,
  scope: Scope,
): (docs: Doc[]) => unknown[] {
  switch (name) {
    case '$documentNumber':
      singleOrder(name, operand, order);
      return (docs) => docs.map((_, i) => new Int32(i + 1));
    case '$rank':
    case '$denseRank':
      return ranks(name === '$denseRank', singleOrder(name, operand, order), scope);
    case '$shift':
      if (!order) throw failedToParse("'$shift' requires a sortBy");
      return shift(operand, scope);
    case '$locf':
      return lastObservation(operand, scope);
  }
}

/** What a rank is by: one field. */
function singleOrder(name: string, operand: unknown, order: Order | undefined): Order {
  if (!isDocument(operand) || Object.keys(operand).length > 0)
    throw location(5371603, `${name} must be specified with '{}' as the value`);
  if (order && Object.keys(order).length === 1) return order;
  throw location(5371602, `${name} must be specified with a top level sortBy expression with exactly one element`);
}

/** Equal documents share a rank; dense ranks leave no gaps. */
function ranks(dense: boolean, order: Order, { text }: Scope): (docs: Doc[]) => unknown[] {
  const compare = compareBy(order, text);
  return (docs) => {
    let rank = 0;
    return docs.map((doc, i) => {
      const before = docs[i - 1];
      if (!before || compare(before, doc) !== 0) rank = dense ? rank + 1 : i + 1;
      return new Int32(rank);
    });
  };
}

function shift(operand: unknown, scope: Scope): (docs: Doc[]) => unknown[] {
  if (!isDocument(operand)) throw failedToParse(`Argument to $shift must be an object`);
  const unknown = Object.keys(operand).find((key) => !['output', 'by', 'default'].includes(key));
  if (unknown) throw failedToParse(`Unknown argument in $shift: ${unknown}`);
  if (!('output' in operand)) throw failedToParse("$shift requires an 'output' expression.");
  const by = wholeNumber(operand.by);
  if (by === undefined) throw failedToParse("'$shift:by' field must be an integer");
  const output = expression(operand.output, scope);
  const otherwise = expression(operand.default ?? null, scope)({}, scope.variables);
  return (docs) =>
    docs.map((_, i) => {
      const other = docs[i + by];
      return other ? output(other, scope.variables) : otherwise;
    });
}

/** The last value that was neither null nor missing. */
function lastObservation(operand: unknown, scope: Scope): (docs: Doc[]) => unknown[] {
  const evaluate = expression(operand, scope);
  return (docs) => {
    let held: unknown = null;
    return docs.map((doc) => {
      held = evaluate(doc, scope.variables) ?? held;
      return held;
    });
  };
}
