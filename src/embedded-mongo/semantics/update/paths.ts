import { badValue, MongoServerFault } from '../fault.ts';
import { isIndex } from '../path.ts';

/** The parts of an update's path; `$`, `$[]` and `$[name]` stand for places in arrays. */
export function partsOf(path: string): string[] {
  const parts = path.split('.');
  if (parts.includes('')) {
    throw new MongoServerFault(
      56,
      'EmptyFieldName',
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
  }
  for (const [i, part] of parts.entries()) {
    if (!part.startsWith('$')) continue;
    if (part !== '$' && !/^\$\[.*\]$/.test(part)) {
      throw new MongoServerFault(
        52,
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${part}' in '${path}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      );
    }
    if (i === 0) throw badValue(`Cannot have positional (i.e. '$') element in the first position in path '${path}'`);
    if (part === '$' && parts.indexOf('$') !== i)
      throw badValue(`Too many positional (i.e. '$') elements found in path '${path}'`);
  }
  return parts;
}

/** The order in which MongoDB applies changes: by field, names in the order of their letters and places in arrays by number. */
export function comparePaths(a: string[], b: string[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const x = a[i] as string;
    const y = b[i] as string;
    if (x === y) continue;
    if (isIndex(x) && isIndex(y)) return Number(x) - Number(y);
    return x < y ? -1 : 1;
  }
  return a.length - b.length;
}
