import type { Doc } from '../document.ts';
import type { Evaluate } from '../expression/operands.ts';

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
