import { type Doc, isDocument, putField } from '../document.ts';
import { pathParts } from '../expression/field-path.ts';
import type { Evaluate } from '../expression/operands.ts';
import { expression } from '../expression.ts';
import { location } from '../fault.ts';
import type { Scope, Variables } from '../variables.ts';

type Additions = Map<string, Evaluate | Additions>;

/** Compiles `$addFields`: computed fields replace those of their name in place and else follow the others. */
export function addition(spec: Doc, scope: Scope): (doc: Doc) => Doc {
  const additions: Additions = new Map();
  read(spec, [], additions, scope);
  return (doc) => added(additions, doc, doc, scope.variables);
}

function read(spec: Doc, prefix: string[], root: Additions, scope: Scope): void {
  for (const [name, value] of Object.entries(spec)) {
    const parts = [...prefix, ...pathParts(name)];
    const isFields = isDocument(value) && Object.keys(value).length > 0 && !Object.keys(value)[0]?.startsWith('$');
    if (isFields) read(value, parts, root, scope);
    else place(root, parts, expression(value, scope));
  }
}

function place(root: Additions, parts: string[], evaluate: Evaluate): void {
  let at = root;
  for (const part of parts.slice(0, -1)) {
    const next = at.get(part) ?? new Map();
    if (typeof next === 'function') throw collision(parts);
    at.set(part, next);
    at = next;
  }
  const last = parts.at(-1) as string;
  if (at.has(last)) throw collision(parts);
  at.set(last, evaluate);
}

function collision(parts: string[]): Error {
  return location(
    40176,
    `Invalid $addFields :: caused by :: specification contains two conflicting paths: '${parts.join('.')}'`,
  );
}

function added(additions: Additions, doc: Doc, root: Doc, variables: Variables): Doc {
  const result = { ...doc };
  for (const [name, rule] of additions) {
    const value = typeof rule === 'function' ? rule(root, variables) : within(rule, doc[name], root, variables);
    if (value === undefined) delete result[name];
    else putField(result, name, value);
  }
  return result;
}

function within(additions: Additions, value: unknown, root: Doc, variables: Variables): unknown {
  if (Array.isArray(value)) return value.map((element) => within(additions, element, root, variables));
  return added(additions, isDocument(value) ? value : {}, root, variables);
}
