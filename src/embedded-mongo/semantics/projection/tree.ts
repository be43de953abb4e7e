import type { Doc } from '../document.ts';
import type { Evaluate } from '../expression/operands.ts';
import { location } from '../fault.ts';

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

/** Puts a rule at a path. Throws where another path leads through it or ends there. */
export function place(root: Branch, path: string, rule: Rule): void {
  const parts = path.split('.');
  const computes = rule.kind === 'compute';
  let at = root;
  for (const [i, part] of parts.slice(0, -1).entries()) {
    at.computes ||= computes;
    const next = at.rules.get(part) ?? branch();
    if (next.kind !== 'branch') {
      throw location(31249, `Path collision at ${path} remaining portion ${parts.slice(i + 1).join('.')}`);
    }
    at.rules.set(part, next);
    at = next;
  }
  at.computes ||= computes;
  const last = parts.at(-1) as string;
  if (at.rules.has(last)) throw location(31250, `Path collision at ${path}`);
  at.rules.set(last, rule);
}
