import { type Doc, isDocument, isOperators } from '../document.ts';
import { badValue } from '../fault.ts';
import type { Test } from '../path.ts';
import { equalityTest } from './comparison-tests.ts';
import type { Reach } from './reach.ts';
import { isRegex, regexTest } from './regex.ts';
import { anyElement, isLogical, type Nested, type Predicate, type ValueTest } from './test.ts';

/** `$elemMatch`: one element of the array meets everything, as a document or by its own value. */
export function elementMatchTest(operand: unknown, nested: Nested): Test {
  if (!isDocument(operand)) throw badValue('$elemMatch needs an Object');
  const element = isOperators(operand) && !isLogical(operand) ? nested.values(operand) : documentTest(operand, nested);
  return (value, position) => Array.isArray(value) && anyElement(value, element, position);
}

function documentTest(filter: Doc, nested: Nested): ValueTest {
  const matches = nested.documents(filter);
  return (element) => {
    if (isDocument(element)) return matches(element);
    // An array within the array is read as a document whose fields are its places.
    return Array.isArray(element) && matches({ ...element });
  };
}

/** `$all`: a predicate for each value that has to be there. */
export function allPredicates(at: Reach, operand: unknown, nested: Nested): Predicate[] {
  if (!Array.isArray(operand)) throw badValue('$all needs an array');
  const byElement = isElementMatch(operand[0]);
  return operand.map((wanted) => {
    if (byElement) {
      if (!isElementMatch(wanted)) throw badValue('$all/$elemMatch has to be consistent');
      return at.whole(elementMatchTest(wanted.$elemMatch, nested));
    }
    if (isRegex(wanted)) return at.each(regexTest(wanted));
    if (isOperators(wanted)) throw badValue('no $ expressions in $all');
    return at.each(equalityTest(wanted, nested.text));
  });
}

function isElementMatch(value: unknown): value is { $elemMatch: unknown } {
  return isDocument(value) && Object.keys(value)[0] === '$elemMatch';
}
