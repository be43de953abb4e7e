import type { Doc } from '../document.ts';
import { pathParts } from '../expression/field-path.ts';
import type { Evaluate } from '../expression/operands.ts';
import { location } from '../fault.ts';
import { splitPath } from '../path.ts';

/** Changes the value of a field that is kept, where it stands. */
export type Transform = (value: unknown, root: Doc) => unknown;

export type Rule =
  | { kind: 'keep' }
  | { kind: 'drop' }
  | { kind: 'transform'; transform: Transform }
  | { kind: 'compute'; evaluate: Evaluate }
  | Branch;

/** The rules of a document's fields; `computes` when any below it makes new values. */
export interface Branch {
  kind: 'branch';
  rules: Map<string, Rule>;
  computes: boolean;
}

export interface ProjectionTree {
  mode: 'inclusion' | 'exclusion';
  root: Branch;
}

export const branch = (): Branch => ({ kind: 'branch', rules: new Map(), computes: false });

/** The fields of a database reference begin with a dollar, as no others may in a path. */
const OF_REFERENCES = new Set(['$id', '$ref', '$db']);

/** Refuses what is no path of fields. */
export function checkPath(path: string): void {
  pathParts(path, OF_REFERENCES);
}

/** How paths are refused that meet; `rest` is what a path has beyond the end of the other. */
type Collision = (path: string, rest: string[]) => Error;

const collision: Collision = (path, rest) =>
  rest.length > 0
    ? location(31249, `Path collision at ${path} remaining portion ${rest.join('.')}`)
    : location(31250, `Path collision at ${path}`);

/** Puts a rule at a path. Throws where another path leads through it or ends there. */
export function place(root: Branch, path: string, rule: Rule, refused = collision): void {
  const parts = splitPath(path);
  const computes = rule.kind === 'compute';
  let at = root;
  for (const [i, part] of parts.slice(0, -1).entries()) {
    at.computes ||= computes;
    const next = at.rules.get(part) ?? branch();
    if (next.kind !== 'branch') throw refused(path, parts.slice(i + 1));
    at.rules.set(part, next);
    at = next;
  }
  at.computes ||= computes;
  const last = parts.at(-1) as string;
  if (at.rules.has(last)) throw refused(path, []);
  at.rules.set(last, rule);
}
