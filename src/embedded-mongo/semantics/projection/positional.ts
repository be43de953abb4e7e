import { type Doc, isDocument } from '../document.ts';
import { location } from '../fault.ts';
import { matchPosition } from '../filter.ts';
import { isNumber } from '../numbers.ts';
import type { Scope } from '../variables.ts';
import { checkPath, type Rule, type Transform } from './tree.ts';

/** Whether a path asks for the element of an array at which the filter matched. */
export function isPositional(path: string): boolean {
  return path.endsWith('.$') || path.includes('.$.');
}

/** Whether a value says yes or no: that a field is kept or dropped. */
export function isFlag(value: unknown): boolean {
  return typeof value === 'boolean' || isNumber(value);
}

/** The rule of `'list.$': 1`. Throws where it cannot stand, or the filter does not speak of the array. */
export function positionalRule(
  path: string,
  value: unknown,
  { scope, filter, has }: { scope: Scope; filter: Doc | undefined; has: ReadonlySet<string> },
): Rule {
  if (!filter) throw location(31324, 'Cannot use positional projection in aggregation projection');
  if (path.includes('.$.')) {
    throw location(
      31394,
      "As of 4.4, it's illegal to specify positional operator in the middle of a path.Positional projection may only be used at the end, for example: a.b.$. If the query previously used a form like a.b.$.d, remove the parts following the '$' and the results will be equivalent.",
    );
  }
  if (isDocument(value)) throw location(31271, 'positional projection cannot be used with an expression or sub object');
  if (!isFlag(value)) throw location(31308, 'positional projection cannot be used with a literal');
  if (has.has('positional')) throw location(31276, 'Cannot specify more than one positional projection per query.');
  if (has.has('elemMatch')) throw location(31256, 'Cannot specify positional operator and $elemMatch.');
  checkPath(path.slice(0, -2));
  if (!speaksOf(filter, path.split('.')[0] as string)) {
    throw location(31277, `Positional projection '${path}' does not match the query document.`);
  }
  return { kind: 'transform', transform: positional(filter, scope) };
}

function speaksOf(filter: Doc, field: string): boolean {
  return Object.entries(filter).some(([name, value]) =>
    name.startsWith('$')
      ? Array.isArray(value) && value.some((branch) => isDocument(branch) && speaksOf(branch, field))
      : name.split('.')[0] === field,
  );
}

function positional(filter: Doc, scope: Scope): Transform {
  const positionOf = matchPosition(filter, scope);
  return (value, root) => {
    if (!Array.isArray(value)) return value;
    const index = positionOf(root);
    if (index === undefined || index >= value.length) {
      throw location(
        51246,
        "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
      );
    }
    return [value[index]];
  };
}
