import { type Doc, fieldOf, isDocument } from '../document.ts';
import { location } from '../fault.ts';
import { splitPath } from '../path.ts';
import { checkName, type Scope, type Variables } from '../variables.ts';
import type { Evaluate } from './operands.ts';

/** Compiles `$field.path` and `$$variable.path`. */
export function fieldPath(text: string, scope: Scope): Evaluate {
  if (text === '$') throw location(16872, "'$' by itself is not a valid FieldPath");
  if (text.startsWith('$$')) {
    const [name = '', ...rest] = text.slice(2).split('.');
    return within(variable(name, scope), rest.length === 0 ? [] : pathParts(rest.join('.')));
  }
  const parts = pathParts(text.slice(1));
  return scope.names.has('CURRENT') ? within(variable('CURRENT', scope), parts) : pathReader(parts);
}

function within(start: Evaluate, parts: string[]): Evaluate {
  if (parts.length === 0) return start;
  return (root, variables) => valueAt(start(root, variables), parts, 0);
}

/** The parts of a path of fields; those that are `allowed` may begin with a dollar all the same. */
export function pathParts(path: string, allowed?: ReadonlySet<string>): string[] {
  if (path === '') throw location(40352, 'FieldPath cannot be constructed with empty string');
  if (path.endsWith('.')) throw location(40353, "FieldPath must not end with a '.'.");
  const parts = splitPath(path);
  for (const part of parts) if (!allowed?.has(part)) checkFieldName(part);
  return parts;
}

/** Refuses what cannot be a part of a path. */
export function checkFieldName(name: string): void {
  if (name === '') throw location(15998, 'FieldPath field names may not be empty strings.');
  if (name.startsWith('$')) {
    throw location(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
  }
  if (name.includes('\0')) throw location(16411, 'FieldPath field names may not contain null bytes.');
}

/** A field's value; an array on the way gives the values of all its documents. */
export function valueAt(value: unknown, parts: readonly string[], at: number): unknown {
  if (at === parts.length) return value;
  if (isDocument(value)) return valueAt(fieldOf(value, parts[at] as string), parts, at + 1);
  if (!Array.isArray(value)) return undefined;
  const values: unknown[] = [];
  for (const element of value) {
    const inner = isDocument(element) ? valueAt(element, parts, at) : undefined;
    if (inner !== undefined) values.push(inner);
  }
  return values;
}

function pathReader(parts: string[]): Evaluate {
  const name = parts[0] as string;
  if (parts.length === 1 && !(name in Object.prototype)) return (root) => root[name];
  return (root) => valueAt(root, parts, 0);
}

function variable(name: string, scope: Scope): Evaluate {
  if (scope.names.has(name)) return (_root, variables: Variables) => variables[name];
  switch (name) {
    case 'ROOT':
    case 'CURRENT':
      return (root: Doc) => root;
    case 'REMOVE':
      return () => undefined;
    case 'NOW':
      return () => scope.now;
    case 'USER_ROLES':
      return () => [];
    case 'CLUSTER_TIME':
      return () => {
        throw location(51144, "Builtin variable '$$CLUSTER_TIME' is not available");
      };
    default:
      checkName(name, /^[A-Za-z\u0080-\u{10ffff}]/u);
      throw location(17276, `Use of undefined variable: ${name}`);
  }
}
