import { isDocument } from '../document.ts';
import { badValue } from '../fault.ts';
import { equalityTest } from './comparison-tests.ts';
import type { Reach } from './reach.ts';
import { isRegex, regexTest } from './regex.ts';
import { anyElement, isOperators, type Nested, type Predicate, type Test, type ValueTest } from './test.ts';

const LOGICAL = new Set(['$and', '$or', '$nor', '$where', '$expr', '$comment']);

/** `$elemMatch`: one element of the array meets everything, as a document or by its own value. */
export function elementMatchTest(operand: unknown, nested: Nested): Test {
  if (!isDocument(operand)) throw badValue('$elemMatch needs an Object');
  const first = Object.keys(operand)[0];
  const byValue = isOperators(operand) && !LOGICAL.has(first as string);
  const element = byValue ? nested.values(operand) : elementDocumentTest(nested.documents(operand));
  return (value, position) => Array.isArray(value) && anyElement(value, element, position);
}

function elementDocumentTest(matches: Predicate): ValueTest {
  return (element) => {
    if (isDocument(element)) return matches(element);
    // An array within the array is read as a document whose fields are its places.
    return Array.isArray(element) && matches({ ...element });
  };
}

/** `$all`: a predicate for each value that has to be there. */
export function allPredicates(at: Reach, operand: unknown, nested: Nested): Predicate[] {
  if (!Array.isArray(operand)) throw badValue('$all needs an array');
  return operand.map((wanted) => {
    if (isRegex(wanted)) return at.each(regexTest(wanted));
    if (!isOperators(wanted)) return at.each(equalityTest(wanted, nested.text));
    if (Object.keys(wanted)[0] !== '$elemMatch') throw badValue('no $ expressions in $all');
    return at.whole(elementMatchTest(wanted.$elemMatch, nested));
  });
}
