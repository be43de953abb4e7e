import { type Doc, fieldOf, isOperators, putField } from '../document.ts';
import { MongoServerFault } from '../fault.ts';
import { notAllowed } from '../filter/document-tests.ts';
import { isRegex } from '../filter/regex.ts';
import { splitPath } from '../path.ts';

/** The fields that an upsert by operators or a pipeline takes from the equality conditions of its filter. */
export function upsertSeed(filter: Doc): Doc {
  const equalities = equalitiesOf(filter);
  const seed: Doc = {};
  for (const [path, value] of [...equalities].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const parts = splitPath(path);
    for (let i = 1; i < parts.length; i++) {
      const prefix = parts.slice(0, i).join('.');
      if (equalities.has(prefix)) throw notSingle(`both paths '${path}' and '${prefix}' are matched`);
    }
    put(seed, parts, value);
  }
  return seed;
}

/** A replacement takes nothing but `_id`, and that only whole. */
export function idSeed(filter: Doc): Doc {
  const equalities = equalitiesOf(filter);
  for (const path of equalities.keys()) {
    if (path.startsWith('_id.')) {
      const fault = `field at '_id' must be exactly specified, field at sub-path '${path}'found`;
      throw new MongoServerFault(55, 'NotExactValueField', fault);
    }
  }
  return equalities.has('_id') ? { _id: equalities.get('_id') } : {};
}

function equalitiesOf(filter: Doc): Map<string, unknown> {
  const equalities = new Map<string, unknown>();
  collect(filter, equalities);
  return equalities;
}

function collect(filter: Doc, into: Map<string, unknown>): void {
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$expr') throw notAllowed(name, 'the query predicate for an upsert');
    if (name === '$and' || (name === '$or' && Array.isArray(value) && value.length === 1)) {
      for (const branch of value as Doc[]) collect(branch, into);
    } else if (!name.startsWith('$')) {
      for (const equal of valuesOf(value)) {
        if (into.has(name)) throw notSingle(`path '${name}' is matched twice`);
        into.set(name, equal);
      }
    }
  }
}

/** The values that a condition says a field has: one for an equality, several for `$all`. */
function valuesOf(condition: unknown): unknown[] {
  if (isRegex(condition)) return [];
  if (!isOperators(condition)) return [condition];
  return Object.entries(condition).flatMap(([operator, operand]) => {
    if (operator === '$eq') return [operand];
    const listed = operator === '$all' || (operator === '$in' && Array.isArray(operand) && operand.length === 1);
    return listed ? (operand as unknown[]).filter((value) => !isRegex(value) && !isOperators(value)) : [];
  });
}

function put(seed: Doc, parts: string[], value: unknown): void {
  let at = seed;
  for (const part of parts.slice(0, -1)) {
    if (fieldOf(at, part) === undefined) putField(at, part, {});
    at = fieldOf(at, part) as Doc;
  }
  putField(at, parts.at(-1) as string, value);
}

function notSingle(reason: string): MongoServerFault {
  return new MongoServerFault(54, 'NotSingleValueField', `cannot infer query fields to set, ${reason}`);
}
