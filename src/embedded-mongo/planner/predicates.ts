import { type Doc, isDocument } from '../semantics/document.ts';

/** One condition of a filter on one path. */
export interface Predicate {
  path: string;
  operator: string;
  value: unknown;
}

/** A filter taken apart: conditions that all must hold, the branches of an `$or`, and whether that is all there is. */
export interface Conditions {
  predicates: Predicate[];
  branches: Doc[][];
  complete: boolean;
}

/** Takes a filter apart, down through `$and`. */
export function conditionsOf(filter: Doc): Conditions {
  const conditions: Conditions = { predicates: [], branches: [], complete: true };
  collect(filter, conditions);
  return conditions;
}

/** Keys hold texts byte by byte, so the conditions on texts that a collation compares its own way say nothing about keys. */
export function withoutTexts({ predicates }: Conditions): Conditions {
  return { predicates: predicates.filter(({ value }) => !hasText(value)), branches: [], complete: false };
}

function hasText(value: unknown): boolean {
  if (typeof value === 'string') return true;
  if (Array.isArray(value)) return value.some(hasText);
  return isDocument(value) && Object.values(value).some(hasText);
}

function collect(filter: Doc, conditions: Conditions): void {
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(value)) {
      for (const clause of value) if (isDocument(clause)) collect(clause, conditions);
    } else if (name === '$or' && Array.isArray(value) && value.every(isDocument)) {
      conditions.branches.push(value);
      conditions.complete = false;
    } else if (name.startsWith('$')) {
      if (name !== '$comment') conditions.complete = false;
    } else {
      for (const predicate of fieldPredicates(name, value)) conditions.predicates.push(predicate);
    }
  }
}

function fieldPredicates(path: string, value: unknown): Predicate[] {
  if (!isDocument(value)) return [{ path, operator: isRegex(value) ? '$regex' : '$eq', value }];
  const [first] = Object.keys(value);
  if (!first?.startsWith('$')) return [{ path, operator: '$eq', value }];
  return Object.entries(value).map(([operator, operand]) => ({ path, operator, value: operand }));
}

function isRegex(value: unknown): boolean {
  return value instanceof RegExp || (value as { _bsontype?: string } | null)?._bsontype === 'BSONRegExp';
}
