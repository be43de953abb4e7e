import { type Doc, fieldOf, isDocument } from '../document.ts';
import { failedToParse } from '../fault.ts';
import { shown } from '../shown.ts';
import { typeName } from '../type-name.ts';
import type { Scope } from '../variables.ts';
import { arrayChanges } from './array-changes.ts';
import type { CompileChange, Modification } from './change.ts';
import { Conflicts } from './conflicts.ts';
import { fieldChanges } from './field-changes.ts';
import { comparePaths, partsOf } from './paths.ts';
import { pullChanges } from './pull-changes.ts';
import { renaming } from './rename.ts';

const OPERATORS: Record<string, CompileChange> = { ...fieldChanges, ...arrayChanges, ...pullChanges };

/** The changes of an update's operators in the order in which MongoDB applies them: by path. */
export function modifications(update: Doc, scope: Scope, inserts: boolean): Modification[] {
  const result: Modification[] = [];
  const conflicts = new Conflicts();
  for (const [operator, operand] of Object.entries(update)) {
    const compile = fieldOf(OPERATORS, operator);
    if (!compile && operator !== '$rename' && operator !== '$setOnInsert') {
      throw failedToParse(
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    }
    if (!isDocument(operand)) {
      throw failedToParse(
        `Modifiers operate on fields but we found type ${typeName(operand)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${shown(operand)}}`,
      );
    }
    for (const [path, value] of Object.entries(operand)) {
      const parts = partsOf(path);
      const added = compile
        ? [{ path, parts, ...compile(value, scope, path) }]
        : operator === '$rename'
          ? renaming(path, value)
          : [setOnInsert(path, parts, value, inserts)];
      for (const each of added) conflicts.add(each.parts);
      result.push(...added);
    }
  }
  return result.sort((a, b) => comparePaths(a.parts, b.parts));
}

/** Without an insert it changes nothing, but its path still counts for conflicts. */
function setOnInsert(path: string, parts: string[], value: unknown, inserts: boolean): Modification {
  return { path, parts, creates: inserts, lenient: true, apply: (old) => (inserts ? value : old) };
}
