import { type Doc, isDocument } from '../semantics/document.ts';
import { isTrue } from '../semantics/expression/logic.ts';
import { cannotCreateIndex } from '../semantics/fault.ts';
import { isRegex } from '../semantics/filter/regex.ts';
import { matcher } from '../semantics/filter.ts';

/** What a partial index may ask of a field; `$exists` only with true. */
const OPERATORS = new Set(['$eq', '$gt', '$gte', '$lt', '$lte', '$in', '$type', '$exists']);
const JOINS = new Set(['$and', '$or']);

/** Refuses a filter that MongoDB takes for no partial index, or for no filter at all. */
export function checkPartialFilter(filter: Doc): void {
  matcher(filter);
  for (const [name, value] of Object.entries(filter)) {
    if (JOINS.has(name)) for (const clause of value as Doc[]) checkPartialFilter(clause);
    else if (name.startsWith('$')) throw notHere(name);
    else checkCondition(value);
  }
}

function checkCondition(value: unknown): void {
  if (isRegex(value)) throw notHere('$regex');
  if (!isDocument(value)) return;
  for (const [name, operand] of Object.entries(value)) {
    if (!name.startsWith('$')) return;
    if (!OPERATORS.has(name)) throw notHere(name);
    if (name === '$exists' && !isTrue(operand)) throw notHere('$exists: false');
  }
}

function notHere(what: string): Error {
  return cannotCreateIndex(`Expression not supported in partial index: ${what}`);
}
