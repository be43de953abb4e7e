import { compareValues } from '../semantics/compare.ts';
import { isTrue } from '../semantics/expression/logic.ts';
import { matcher } from '../semantics/filter.ts';
import type { StoredIndex } from '../storage/stored-index.ts';
import { conditionsOf, type Predicate } from './predicates.ts';

/** Whether every document of a filter is in an index, and which conditions that index says for all that is in it. */
export function covers(index: StoredIndex, predicates: Predicate[]): { covered: boolean; said: Predicate[] } {
  const { partialFilterExpression, sparse } = index.definition;
  if (sparse)
    return {
      covered: index.fields.some((field) => predicates.some((each) => each.path === field && isPresent(each))),
      said: [],
    };
  if (!partialFilterExpression) return { covered: true, said: [] };
  const wanted = conditionsOf(partialFilterExpression);
  if (!wanted.complete) return { covered: false, said: [] };
  const covered = wanted.predicates.every((want) =>
    predicates.some((given) => given.path === want.path && implies(given, want)),
  );
  return {
    covered,
    said: covered ? predicates.filter((given) => wanted.predicates.some((want) => isSame(given, want))) : [],
  };
}

/** Conditions that an array meets as soon as one of its elements does. */
const IMPLIABLE = new Set(['$eq', '$in', '$gt', '$gte', '$lt', '$lte', '$type', '$exists']);

/** Whether a condition holds only where the field is there. */
function isPresent({ operator, value }: Predicate): boolean {
  switch (operator) {
    case '$eq':
      return isSomething(value);
    case '$in':
      return Array.isArray(value) && value.every(isSomething);
    case '$exists':
      return isTrue(value);
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      return isSomething(value);
    default:
      return false;
  }
}

function isSomething(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function isSame(given: Predicate, want: Predicate): boolean {
  return given.path === want.path && given.operator === want.operator && compareValues(given.value, want.value) === 0;
}

function implies(given: Predicate, want: Predicate): boolean {
  if (isSame(given, want)) return true;
  if (!IMPLIABLE.has(want.operator)) return false;
  if (want.operator === '$exists') return isTrue(want.value) && isPresent(given);
  const values = given.operator === '$eq' ? [given.value] : given.operator === '$in' ? given.value : undefined;
  if (Array.isArray(values)) return values.every((value) => !Array.isArray(value) && satisfies(value, want));
  return isTighter(given, want);
}

function satisfies(value: unknown, { operator, value: operand }: Predicate): boolean {
  return matcher({ value: { [operator]: operand } })({ value });
}

/** `{$gt: 5}` is tighter than `{$gte: 3}`: both bound from the same side, and the bound satisfies the wider condition. */
function isTighter(given: Predicate, want: Predicate): boolean {
  const side = given.operator.slice(0, 2);
  if (!/^\$[gl]te?$/.test(given.operator) || !/^\$[gl]te?$/.test(want.operator)) return false;
  return side === want.operator.slice(0, 2) && satisfies(given.value, want);
}
