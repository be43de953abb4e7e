import { badValue, MongoServerFault } from '../fault.ts';
import { isIndex, splitPath } from '../path.ts';

/** The parts of an update's path; `$`, `$[]` and `$[name]` stand for places in arrays. */
export function partsOf(path: string): string[] {
  const parts = splitPath(path);
  if (parts.includes('')) {
    const fault = path
      ? `The update path '${path}' contains an empty field name, which is not allowed.`
      : 'An empty update path is not valid.';
    throw new MongoServerFault(56, 'EmptyFieldName', fault);
  }
  const [first] = parts;
  if (first === '$')
    throw badValue(`Cannot have positional (i.e. '$') element in the first position in path '${path}'`);
  if (parts.filter((part) => part === '$').length > 1)
    throw badValue(`Too many positional (i.e. '$') elements found in path '${path}'`);
  if (first?.startsWith('$[')) {
    throw badValue(
      `Cannot have array filter identifier (i.e. '$[<id>]') element in the first position in path '${path}'`,
    );
  }
  if (first?.startsWith('$')) throw dollarPrefixed(first);
  return parts;
}

/** Names that begin with a dollar may stand within documents, but not at their top. */
export function dollarPrefixed(name: string): MongoServerFault {
  return new MongoServerFault(
    52,
    'DollarPrefixedFieldName',
    `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
  );
}

/** The name within `$[name]`, empty for `$[]`; undefined for every other part of a path. */
export function identifierOf(part: string): string | undefined {
  return part.startsWith('$[') && part.endsWith(']') ? part.slice(2, -1) : undefined;
}

/** The order in which MongoDB applies changes: by field, names in the order of their letters and places in arrays by number. */
export function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const x = a[i] as string;
    const y = b[i] as string;
    if (x === y) continue;
    if (isIndex(x) && isIndex(y)) return Number(x) - Number(y);
    return x < y ? -1 : 1;
  }
  return a.length - b.length;
}
