import { type Doc, isDocument } from '../document.ts';
import { location } from '../fault.ts';
import { matchPosition, predicate } from '../filter.ts';
import { isNumber, toDouble } from '../numbers.ts';
import type { Position } from '../path.ts';
import type { Scope } from '../variables.ts';
import type { Transform } from './tree.ts';

/** Find's own `$slice` takes numbers only; anything else is the expression of the same name. */
export function isSliceOfFind(operand: unknown): boolean {
  return isNumber(operand) || (Array.isArray(operand) && operand.every(isNumber));
}

/** `$slice: n` or `$slice: [skip, n]`; values that are no arrays stay as they are. */
export function slice(operand: unknown): Transform {
  const [first, second] = (Array.isArray(operand) ? operand : [operand]).map((value) => Math.trunc(toDouble(value)));
  if (first === undefined) throw location(28667, 'Invalid $slice syntax');
  if (second !== undefined && second <= 0) throw location(28724, 'First argument to $slice must be positive');
  return function slice(value) {
    if (!Array.isArray(value)) return value;
    if (second === undefined) return first >= 0 ? value.slice(0, first) : value.slice(first);
    const start = first >= 0 ? first : Math.max(0, value.length + first);
    return value.slice(start, start + second);
  };
}

/** The first element that matches; no field at all when there is none. */
export function elementMatch(operand: unknown, scope: Scope): Transform {
  if (!isDocument(operand)) throw location(31274, 'elemMatch: Invalid argument, object required');
  const matches = predicate({ value: { $elemMatch: operand } }, scope);
  return function elementMatch(value) {
    const position: Position = {};
    if (!Array.isArray(value) || !matches({ value }, position) || position.index === undefined) return undefined;
    return [value[position.index]];
  };
}

/** The element of an array at which the filter matched. */
export function positional(filter: Doc, scope: Scope): Transform {
  const positionOf = matchPosition(filter, scope);
  return function positional(value, root) {
    if (!Array.isArray(value)) return value;
    const index = positionOf(root);
    if (index === undefined || index >= value.length) {
      throw location(
        51246,
        "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
      );
    }
    return [value[index]];
  };
}
