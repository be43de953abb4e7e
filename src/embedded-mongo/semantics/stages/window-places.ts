import { Int32 } from 'bson';
import { compareBy } from '../compare.ts';
import { type Doc, isDocument } from '../document.ts';
import { expression } from '../expression.ts';
import { failedToParse } from '../fault.ts';
import { wholeNumber } from '../numbers.ts';
import type { Scope } from '../variables.ts';

const PLACE_FUNCTIONS = ['$rank', '$denseRank', '$documentNumber', '$shift', '$locf'] as const;

type PlaceFunction = (typeof PLACE_FUNCTIONS)[number];

export function isPlaceFunction(name: string): name is PlaceFunction {
  return (PLACE_FUNCTIONS as readonly string[]).includes(name);
}

/** The functions that depend on a document's place among its partition alone. */
export function placeFunction(
  name: PlaceFunction,
  operand: unknown,
  order: Record<string, 1 | -1>,
  scope: Scope,
): (docs: Doc[]) => unknown[] {
  switch (name) {
    case '$documentNumber':
      return (docs) => docs.map((_, i) => new Int32(i + 1));
    case '$rank':
    case '$denseRank':
      return ranks(name === '$denseRank', order);
    case '$shift':
      return shift(operand, scope);
    case '$locf':
      return lastObservation(operand, scope);
  }
}

/** Equal documents share a rank; dense ranks leave no gaps. */
function ranks(dense: boolean, order: Record<string, 1 | -1>): (docs: Doc[]) => unknown[] {
  const compare = compareBy(order);
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
  const by = isDocument(operand) ? wholeNumber(operand.by) : undefined;
  if (!isDocument(operand) || by === undefined) throw failedToParse("$shift requires 'output' and an integer 'by'");
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
