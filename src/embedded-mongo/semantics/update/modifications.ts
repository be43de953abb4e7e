import { type Doc, isDocument } from '../document.ts';
import { badValue, failedToParse, MongoServerFault } from '../fault.ts';
import { shown } from '../shown.ts';
import { typeName } from '../type-name.ts';
import type { Scope } from '../variables.ts';
import { arrayChanges } from './array-changes.ts';
import type { Change, CompileChange } from './change.ts';
import { fieldChanges } from './field-changes.ts';
import { comparePaths, partsOf } from './paths.ts';
import { pullChanges } from './pull-changes.ts';

/** One change at one path. */
export interface Modification extends Change {
  path: string;
  parts: string[];
}

const OPERATORS: Record<string, CompileChange> = { ...fieldChanges, ...arrayChanges, ...pullChanges };

/** The changes of an update's operators in the order in which MongoDB applies them: by path. */
export function modifications(update: Doc, scope: Scope, inserts: boolean): Modification[] {
  const result: Modification[] = [];
  for (const [operator, operand] of Object.entries(update)) {
    const compile = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
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
      if (operator === '$rename') result.push(...renaming(path, value));
      else if (compile) result.push({ path, parts: partsOf(path), ...compile(value, scope, path) });
      // Without an insert it changes nothing, but its paths still count as conflicts.
      else
        result.push({
          path,
          parts: partsOf(path),
          creates: inserts,
          apply: (old) => (inserts ? value : old),
        });
    }
  }
  result.sort((a, b) => comparePaths(a.parts, b.parts));
  refuseConflicts(result);
  return result;
}

function renaming(from: string, to: unknown): Modification[] {
  if (typeof to !== 'string') {
    throw badValue(`The 'to' field for $rename must be a string: ${from}: ${shown(to)}`);
  }
  const source = partsOf(from);
  const target = partsOf(to);
  if (from === to) throw badValue(`The source and target field for $rename must differ: ${from}: "${to}"`);
  if ([...source, ...target].some((part) => part.startsWith('$'))) {
    throw badValue(`The source and destination fields for $rename may not be dynamic: ${from}`);
  }
  return [
    { path: from, parts: source, creates: false, apply: () => undefined },
    {
      path: to,
      parts: target,
      creates(doc) {
        valueAt(doc, target, 'destination');
        return valueAt(doc, source, 'source') !== undefined;
      },
      apply(old, doc) {
        const value = valueAt(doc, source, 'source');
        return value === undefined ? old : value;
      },
    },
  ];
}

/** The value that a field had before the update; renaming enters no arrays. */
function valueAt(doc: Doc, parts: string[], role: 'source' | 'destination'): unknown {
  let value: unknown = doc;
  for (const part of parts) {
    if (Array.isArray(value)) throw badValue(`The ${role} field cannot be an array element, '${parts.join('.')}'`);
    if (!isDocument(value) || !Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  return value;
}

function refuseConflicts(changes: Modification[]): void {
  for (let i = 1; i < changes.length; i++) {
    const before = changes[i - 1] as Modification;
    const { path, parts } = changes[i] as Modification;
    if (before.parts.every((part, at) => part === parts[at])) {
      throw new MongoServerFault(
        40,
        'ConflictingUpdateOperators',
        `Updating the path '${path}' would create a conflict at '${before.path}'`,
      );
    }
  }
}
