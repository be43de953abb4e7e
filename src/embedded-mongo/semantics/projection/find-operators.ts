import { isDocument } from '../document.ts';
import { location } from '../fault.ts';
import { predicate } from '../filter.ts';
import { isNumber, toDouble } from '../numbers.ts';
import type { Position } from '../path.ts';
import { typeName } from '../type-name.ts';
import type { Scope } from '../variables.ts';
import type { Transform } from './tree.ts';

/** Find's own `$slice` takes a number, or how many to skip and how many to show; all else is the expression of that name. */
export function isSliceOfFind(operand: unknown): boolean {
  if (!Array.isArray(operand)) return isNumber(operand);
  return operand.length === 2 && operand.every(isNumber) && Math.trunc(toDouble(operand[1])) > 0;
}

/** `$slice: n` or `$slice: [skip, n]`; values that are no arrays stay as they are. */
export function slice(operand: unknown): Transform {
  const [first = 0, second] = (Array.isArray(operand) ? operand : [operand]).map((value) =>
    Math.trunc(toDouble(value)),
  );
  return (value) => {
    if (!Array.isArray(value)) return value;
    if (second === undefined) return first >= 0 ? value.slice(0, first) : value.slice(first);
    const start = first >= 0 ? first : Math.max(0, value.length + first);
    return value.slice(start, start + second);
  };
}

/** The first element that matches; no field at all when there is none. */
export function elementMatch(operand: unknown, scope: Scope): Transform {
  if (!isDocument(operand))
    throw location(31274, `elemMatch: Invalid argument, object required, but got ${typeName(operand)}`);
  const matches = predicate({ value: { $elemMatch: operand } }, scope, 'elsewhere');
  return (value) => {
    const position: Position = {};
    if (!Array.isArray(value) || !matches({ value }, position) || position.index === undefined) return undefined;
    return [value[position.index]];
  };
}
