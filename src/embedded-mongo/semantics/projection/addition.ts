import { type Doc, isDocument, isOperators } from '../document.ts';
import { pathParts } from '../expression/field-path.ts';
import { expression } from '../expression.ts';
import { location } from '../fault.ts';
import type { Scope } from '../variables.ts';
import { project } from './project.ts';
import { type Branch, branch, place } from './tree.ts';

/** Compiles `$addFields`: computed fields replace those of their name in place and else follow the others. */
export function addition(spec: Doc, scope: Scope): (doc: Doc) => Doc {
  const root = branch();
  read(spec, '', root, scope);
  return project({ mode: 'exclusion', root }, scope.variables);
}

function read(spec: Doc, prefix: string, root: Branch, scope: Scope): void {
  for (const [name, value] of Object.entries(spec)) {
    pathParts(name);
    const path = prefix + name;
    if (isDocument(value) && Object.keys(value).length > 0 && !isOperators(value)) read(value, `${path}.`, root, scope);
    else place(root, path, { kind: 'compute', evaluate: expression(value, scope) }, collision);
  }
}

function collision(path: string): Error {
  const reason = `specification contains two conflicting paths: '${path}'`;
  return location(40176, `Invalid $addFields :: caused by :: ${reason}`);
}
