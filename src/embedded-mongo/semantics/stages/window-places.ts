import { Int32 } from 'bson';
import { compareBy } from '../compare.ts';
import { type Doc, isDocument } from '../document.ts';
import { expression } from '../expression.ts';
import { failedToParse, location } from '../fault.ts';
import { wholeNumber } from '../numbers.ts';
import type { Scope } from '../variables.ts';

type PlaceFunction = (
  operand: unknown,
  order: Doc | undefined,
  scope: Scope,
  name: string,
) => (docs: Doc[]) => unknown[];

/** What a rank is by: one field. */
function singleOrder(name: string, operand: unknown, order: Doc | undefined): Doc {
  if (!isDocument(operand) || Object.keys(operand).length > 0)
    throw location(5371603, `${name} must be specified with '{}' as the value`);
  if (order && Object.keys(order).length === 1) return order;
  throw location(5371602, `${name} must be specified with a top level sortBy expression with exactly one element`);
}

const documentNumber: PlaceFunction = (operand, order, _scope, name) => {
  singleOrder(name, operand, order);
  return (docs) => docs.map((_, i) => new Int32(i + 1));
};

/** Equal documents share a rank; dense ranks leave no gaps. */
const rank: PlaceFunction = (operand, order, { text }, name) => {
  const compare = compareBy(singleOrder(name, operand, order), text);
  return (docs) => {
    let rank = 0;
    return docs.map((doc, i) => {
      const before = docs[i - 1];
      if (!before || compare(before, doc) !== 0) rank = name === '$denseRank' ? rank + 1 : i + 1;
      return new Int32(rank);
    });
  };
};

const shift: PlaceFunction = (operand, order, scope) => {
  if (!order) throw failedToParse("'$shift' requires a sortBy");
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
};

/** The last value that was neither null nor missing. */
const lastObservation: PlaceFunction = (operand, _order, scope) => {
  const evaluate = expression(operand, scope);
  return (docs) => {
    let held: unknown = null;
    return docs.map((doc) => {
      held = evaluate(doc, scope.variables) ?? held;
      return held;
    });
  };
};

/** The functions that depend on a document's place among its partition alone. */
export const PLACE_FUNCTIONS: Record<string, PlaceFunction> = {
  $rank: rank,
  $denseRank: rank,
  $documentNumber: documentNumber,
  $shift: shift,
  $locf: lastObservation,
};
