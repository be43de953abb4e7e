import { Timestamp } from 'bson';
import { type Doc, fieldOf, isDocument } from '../document.ts';
import { failedToParse, location } from '../fault.ts';
import type { Scope, Variables } from '../variables.ts';
import type { Evaluate } from './operands.ts';

/** Compiles `$field.path` and `$$variable.path`. */
export function fieldPath(text: string, scope: Scope): Evaluate {
  if (!text.startsWith('$$')) return pathReader(pathParts(text.slice(1)));
  const [name = '', ...rest] = text.slice(2).split('.');
  const start = variable(name, scope);
  if (rest.length === 0) return start;
  const parts = pathParts(rest.join('.'));
  return (root, variables) => valueAt(start(root, variables), parts, 0);
}

export function pathParts(path: string): string[] {
  const parts = path.split('.');
  if (path === '') throw location(16872, "'$' by itself is not a valid FieldPath");
  for (const part of parts) {
    if (part === '') throw location(15998, 'FieldPath field names may not be empty strings.');
    if (part.startsWith('$')) {
      throw location(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
    }
  }
  return parts;
}

/** A field's value; an array on the way gives the values of all its documents. */
export function valueAt(value: unknown, parts: readonly string[], at: number): unknown {
  if (at === parts.length) return value;
  if (isDocument(value)) return valueAt(fieldOf(value, parts[at] as string), parts, at + 1);
  if (!Array.isArray(value)) return undefined;
  const values: unknown[] = [];
  for (const element of value) {
    const inner = valueAt(element, parts, at);
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
  switch (name) {
    case 'ROOT':
    case 'CURRENT':
      return (root: Doc) => root;
    case 'REMOVE':
      return () => undefined;
    case 'NOW':
      return () => scope.now;
    case 'CLUSTER_TIME':
      return () => new Timestamp({ t: Math.floor(scope.now.getTime() / 1000), i: 1 });
    case 'KEEP':
    case 'PRUNE':
    case 'DESCEND':
      return () => REDACTIONS[name];
    default:
      break;
  }
  if (!/^[a-z\u0080-\u{10ffff}]/u.test(name)) {
    throw failedToParse(`'${name}' starts with an invalid character for a user variable name`);
  }
  if (!scope.names.has(name)) throw location(17276, `Use of undefined variable: ${name}`);
  return (_root, variables: Variables) => variables[name];
}

/** What `$redact` decides: values that no document can hold. */
export const REDACTIONS = { KEEP: Symbol('keep'), PRUNE: Symbol('prune'), DESCEND: Symbol('descend') } as const;
