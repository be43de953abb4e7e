import type { Predicate } from '../planner/predicates.ts';
import type { Doc } from '../semantics/document.ts';
import { shown } from '../semantics/shown.ts';
import { typeName } from '../semantics/type-name.ts';

const EVERYTHING = '[MinKey, MaxKey]';

/** Where in an index the documents of some conditions lie, part by part, as MongoDB writes it. */
export function indexBounds(key: Record<string, 1 | -1>, predicates: Predicate[]): Doc {
  let isBounded = true;
  return Object.fromEntries(
    Object.entries(key).map(([field, direction]) => {
      const all = isBounded ? predicates.filter(({ path }) => path === field) : [];
      const points = pointsOf(all);
      const bounds = points ?? [intervalOf(all)];
      isBounded = points !== undefined;
      return [field, direction === 1 ? bounds : bounds.map(turned).reverse()];
    }),
  );
}

function pointsOf(predicates: Predicate[]): string[] | undefined {
  for (const { operator, value } of predicates) {
    if (operator === '$eq') return [`[${shown(value)}, ${shown(value)}]`];
    if (operator === '$in' && Array.isArray(value)) return value.map((each) => `[${shown(each)}, ${shown(each)}]`);
  }
  return undefined;
}

function intervalOf(predicates: Predicate[]): string {
  const operand = (...operators: string[]) => predicates.find(({ operator }) => operators.includes(operator));
  const low = operand('$gt', '$gte');
  const high = operand('$lt', '$lte');
  if (!low && !high) return EVERYTHING;
  const [least, most] = bracketOf(low ? low.value : high?.value);
  const from = low ? `${low.operator === '$gt' ? '(' : '['}${shown(low.value)}` : least;
  const to = high ? `${shown(high.value)}${high.operator === '$lt' ? ')' : ']'}` : most;
  return `${from}, ${to}`;
}

/** A range never leaves the type of its bound: where values of that type begin and end. */
function bracketOf(value: unknown): [string, string] {
  switch (typeName(value)) {
    case 'int':
    case 'long':
    case 'double':
    case 'decimal':
      return ['[-inf', 'inf]'];
    case 'string':
      return ['[""', '{})'];
    case 'date':
      return ['[new Date(-9223372036854775808)', 'new Date(9223372036854775807)]'];
    case 'bool':
      return ['[false', 'true]'];
    default:
      return ['[MinKey', 'MaxKey]'];
  }
}

/** An interval of a descending part, read from its end. */
function turned(interval: string): string {
  const [, open = '[', from = '', to = '', close = ']'] = /^([[(])(.*), (.*)([\])])$/s.exec(interval) ?? [];
  return `${close === ']' ? '[' : '('}${to}, ${from}${open === '[' ? ']' : ')'}`;
}
