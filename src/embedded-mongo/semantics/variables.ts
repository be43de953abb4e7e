import type { Doc } from './document.ts';
import type { CompareText } from './text-order.ts';

/** The values of `$$name` while an expression is evaluated; inner ones inherit from outer ones. */
export type Variables = Record<string, unknown>;

/** What an expression may speak of: the names are checked when it is compiled. */
export interface Scope {
  variables: Variables;
  names: ReadonlySet<string>;
  now: Date;
  /** The order of text under a collation; by code point without one. */
  text?: CompareText | undefined;
}

/** A scope that knows constants by name. */
export function constants(values: Doc, now: Date = new Date()): Scope {
  const variables: Variables = Object.assign(Object.create(null) as Variables, values);
  return { variables, names: new Set(Object.keys(values)), now };
}

/** A scope that knows more names; their values are put into the variables when it is their time. */
export function withNames(scope: Scope, names: Iterable<string>): Scope {
  return { ...scope, names: new Set([...scope.names, ...names]) };
}
