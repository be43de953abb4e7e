import type { Doc } from '../document.ts';
import type { Scope } from '../variables.ts';

/** What an operator does with the value at its path. */
export interface Change {
  /** Whether a path that is missing is made. */
  creates: boolean | ((doc: Doc) => boolean);
  /** Whether a path that leads through a value without fields is passed over where nothing is made. */
  lenient?: boolean;
  /** The new value, the same one for no change, undefined to remove. `doc` is the document as it was before the update. */
  apply(value: unknown, doc: Doc): unknown;
}

/** One change at one path. */
export interface Modification extends Change {
  path: string;
  parts: string[];
}

export type CompileChange = (operand: unknown, scope: Scope, path: string) => Change;
