import { type CanonicalKey, canonicalKey } from '../canonical-key.ts';
import { compareValues } from '../compare.ts';
import { isOperators } from '../document.ts';
import { badValue } from '../fault.ts';
import { plainNumber } from '../numbers.ts';
import { type CompareText, compareText } from '../text-order.ts';
import { isSymbol, rankOf } from '../type-name.ts';
import { isRegex, regexTest } from './regex.ts';
import type { ValueTest } from './test.ts';

type Comparison = '$gt' | '$gte' | '$lt' | '$lte';

const HOLDS: Record<Comparison, (order: number) => boolean> = {
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
};

export function isComparison(operator: string): operator is Comparison {
  return Object.hasOwn(HOLDS, operator);
}

/** Equality by value; null also equals a missing field. */
export function equalityTest(operand: unknown, text?: CompareText): ValueTest {
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined;
  if (typeof operand === 'string' && !text) return (value) => value === operand || isSymbolOf(value, operand);
  if (typeof operand === 'boolean') return (value) => value === operand;
  const plain = plainNumber(operand);
  if (typeof plain === 'number' && !Number.isNaN(plain)) {
    return (value) => {
      const number = plainNumber(value);
      return typeof number === 'number'
        ? number === plain
        : number !== undefined && compareValues(value, operand) === 0;
    };
  }
  const rank = rankOf(operand);
  return (value) => rankOf(value) === rank && compareValues(value, operand, text) === 0;
}

function isSymbolOf(value: unknown, text: string): boolean {
  return isSymbol(value) && String(value) === text;
}

/** Ranges hold within one type only, except against MinKey and MaxKey. */
export function comparisonTest(operator: Comparison, operand: unknown, text?: CompareText): ValueTest {
  if (isRegex(operand)) throw badValue(`Can't have RegEx as arg to predicate over field`);
  const holds = HOLDS[operator];
  const rank = rankOf(operand);
  if (rank === 0 || rank === 5) return (value) => holds(0) && (value === null || value === undefined);
  if (rank === -1 || rank === 127) return (value) => holds(compareValues(value, operand));
  const plain = plainNumber(operand);
  if (plain !== undefined) return numberRange(holds, plain, operand);
  if (typeof operand === 'string') {
    const order = text ?? compareText;
    return (value) =>
      typeof value === 'string'
        ? holds(order(value, operand))
        : isSymbol(value) && holds(order(String(value), operand));
  }
  if (operand instanceof Date) {
    const time = operand.getTime();
    return (value) => value instanceof Date && holds(value.getTime() - time);
  }
  return (value) => rankOf(value) === rank && holds(compareValues(value, operand, text));
}

function numberRange(holds: (order: number) => boolean, plain: unknown, operand: unknown): ValueTest {
  // NaN is neither above nor below any number, though it sorts first.
  if (isNaNumber(plain)) return (value) => holds(0) && isNaNumber(plainNumber(value));
  return (value) => {
    const number = plainNumber(value);
    if (typeof number === 'number' && typeof plain === 'number') {
      return !Number.isNaN(number) && holds(number - plain || (number === plain ? 0 : number < plain ? -1 : 1));
    }
    return number !== undefined && !isNaNumber(number) && holds(compareValues(value, operand));
  };
}

/** Whether a plain number is the one that is none, as a double or as a decimal. */
function isNaNumber(plain: unknown): boolean {
  return Number.isNaN(typeof plain === 'object' ? Number(String(plain)) : plain);
}

/** Membership in a list, by a set of canonical keys and one by one for regular expressions. */
export function membershipTest(operator: '$in' | '$nin', operand: unknown, text?: CompareText): ValueTest {
  if (!Array.isArray(operand)) throw badValue(`${operator} needs an array`);
  const keys = new Set<CanonicalKey>();
  const others: ValueTest[] = [];
  for (const element of operand) {
    if (isOperators(element)) throw badValue(`cannot nest $ under ${operator}`);
    if (isRegex(element)) others.push(regexTest(element));
    // With a collation, equal text has no common key.
    if (text) others.push(equalityTest(element, text));
    else keys.add(canonicalKey(element));
  }
  if (keys.has(null) || keys.has(undefined)) keys.add(null).add(undefined);
  const inSet: ValueTest = (value) => keys.has(canonicalKey(value));
  if (others.length === 0) return inSet;
  return (value) => inSet(value) || others.some((test) => test(value));
}
