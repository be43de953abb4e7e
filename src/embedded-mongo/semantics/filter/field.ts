import { type Doc, isDocument, isOperators } from '../document.ts';
import { isTrue } from '../expression/logic.ts';
import { badValue, MongoServerFault } from '../fault.ts';
import { allPredicates, elementMatchTest } from './array-tests.ts';
import { bitsTest, isBitsOperator } from './bits-test.ts';
import { comparisonTest, equalityTest, isComparison, membershipTest } from './comparison-tests.ts';
import { atPath, atValue, type Reach } from './reach.ts';
import { isRegex, regexTest } from './regex.ts';
import { modTest, sizeTest, typeTest } from './shape-tests.ts';
import type { Nested, Predicate, ValueTest } from './test.ts';

/** The predicates of one field's condition: a value to equal, a regular expression, or operators. */
export function fieldPredicates(path: string, condition: unknown, nested: Nested): Predicate[] {
  const at = atPath(path);
  if (isRegex(condition)) return [at.each(regexTest(condition))];
  if (!isOperators(condition)) return [at.each(equalityTest(condition, nested.text))];
  return operatorPredicates(at, condition, nested);
}

/** The predicates of `{ $gt: 1, $lt: 5 }` on whatever the reach leads to. */
function operatorPredicates(at: Reach, operators: Doc, nested: Nested): Predicate[] {
  const predicates: Predicate[] = [];
  for (const [operator, operand] of Object.entries(operators)) {
    if (operator === '$options') {
      if (!('$regex' in operators)) throw badValue('$options needs a $regex');
    } else if (operator !== '$comment') predicates.push(operatorPredicate(at, operator, operand, operators, nested));
  }
  return predicates;
}

const not =
  (inner: Predicate): Predicate =>
  (doc) =>
    !inner(doc);

function operatorPredicate(at: Reach, operator: string, operand: unknown, all: Doc, nested: Nested): Predicate {
  if (isComparison(operator)) return at.each(comparisonTest(operator, operand, nested.text));
  if (isBitsOperator(operator)) return at.each(bitsTest(operator, operand));
  switch (operator) {
    case '$eq':
      return at.each(equalityTest(operand, nested.text));
    case '$ne':
      if (isRegex(operand)) throw badValue("Can't have regex as arg to $ne.");
      return not(at.each(equalityTest(operand, nested.text)));
    case '$in':
      return at.each(membershipTest('$in', operand, nested.text));
    case '$nin':
      return not(at.each(membershipTest('$nin', operand, nested.text)));
    case '$exists':
      return existence(at, operand);
    case '$not':
      return negation(at, operand, nested);
    case '$regex':
      return at.each(regexTest(operand, all.$options));
    case '$type':
      return at.each(typeTest(operand));
    case '$mod':
      return at.each(modTest(operand));
    case '$size':
      return at.whole(sizeTest(operand));
    case '$all':
      return allPredicate(at, operand, nested);
    case '$elemMatch':
      return at.whole(elementMatchTest(operand, nested));
    case '$near':
    case '$nearSphere':
      throw new MongoServerFault(291, 'NoQueryExecutionPlans', `unable to find index for ${operator} query`);
    case '$where':
      throw badValue('$where cannot be applied to a field');
    default:
      throw badValue(`unknown operator: ${operator}`);
  }
}

function existence(at: Reach, operand: unknown): Predicate {
  const exists = at.whole((value) => value !== undefined);
  return isTrue(operand) ? exists : not(exists);
}

function negation(at: Reach, operand: unknown, nested: Nested): Predicate {
  if (isRegex(operand)) return not(at.each(regexTest(operand)));
  if (!isDocument(operand)) throw badValue('$not needs a regex or a document');
  if (Object.keys(operand).length === 0) throw badValue('$not cannot be empty');
  const predicates = operatorPredicates(at, operand, nested);
  return (doc) => !predicates.every((predicate) => predicate(doc));
}

function allPredicate(at: Reach, operand: unknown, nested: Nested): Predicate {
  const predicates = allPredicates(at, operand, nested);
  return (doc, position) => predicates.length > 0 && predicates.every((predicate) => predicate(doc, position));
}

/** A test of one value by operators alone, as `$elemMatch: { $gt: 1 }` wants. */
export function valueTest(operators: Doc, nested: Nested): ValueTest {
  const predicates = operatorPredicates(atValue, operators, nested);
  return (value) => {
    const doc = { value };
    return predicates.every((predicate) => predicate(doc));
  };
}
