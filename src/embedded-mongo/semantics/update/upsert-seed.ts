import { type Doc, isDocument, putField } from '../document.ts';
import { MongoServerFault } from '../fault.ts';
import { isRegex } from '../filter/regex.ts';
import { isOperators } from '../filter/test.ts';

/** The fields that an upsert takes from the equality conditions of its filter, `_id` first. */
export function upsertSeed(filter: Doc): Doc {
  const equalities = new Map<string, unknown>();
  collect(filter, equalities);
  const seed: Doc = {};
  if (equalities.has('_id')) seed._id = equalities.get('_id');
  for (const [path, value] of equalities) {
    const parts = path.split('.');
    for (let i = 1; i < parts.length; i++) {
      if (equalities.has(parts.slice(0, i).join('.'))) throw matchedTwice(path);
    }
    put(seed, parts, value);
  }
  return seed;
}

function collect(filter: Doc, into: Map<string, unknown>): void {
  for (const [name, value] of Object.entries(filter)) {
    if (name === '$and' || (name === '$or' && Array.isArray(value) && value.length === 1)) {
      for (const branch of value as Doc[]) collect(branch, into);
    } else if (!name.startsWith('$')) {
      for (const equal of equalitiesOf(value)) {
        if (into.has(name)) throw matchedTwice(name);
        into.set(name, equal);
      }
    }
  }
}

function equalitiesOf(condition: unknown): unknown[] {
  if (isRegex(condition)) return [];
  if (!isOperators(condition)) return [condition];
  return Object.entries(condition).flatMap(([operator, operand]) => {
    if (operator === '$eq') return [operand];
    const single = (operator === '$in' || operator === '$all') && Array.isArray(operand) && operand.length === 1;
    return single && !isRegex(operand[0]) && !isOperators(operand[0]) ? [operand[0]] : [];
  });
}

function put(seed: Doc, parts: string[], value: unknown): void {
  let at = seed;
  for (const part of parts.slice(0, -1)) {
    if (!Object.hasOwn(at, part)) putField(at, part, {});
    const next = at[part];
    if (!isDocument(next)) throw matchedTwice(parts.join('.'));
    at = next;
  }
  putField(at, parts.at(-1) as string, value);
}

function matchedTwice(path: string): MongoServerFault {
  return new MongoServerFault(
    54,
    'NotSingleValueField',
    `cannot infer query fields to set, path '${path}' is matched twice`,
  );
}
