import type { Doc } from './document.ts';
import { failedToParse } from './fault.ts';
import type { CompareText } from './text-order.ts';

/** The values of `$$name` while an expression is evaluated; inner ones inherit from outer ones. */
export type Variables = Record<string, unknown>;

/** Variables of their own for what is within; the outer ones stay as they are. */
export const innerOf = (outer: Variables): Variables => Object.create(outer) as Variables;

/** What an expression may speak of: the names are checked when it is compiled. */
export interface Scope {
  variables: Variables;
  names: ReadonlySet<string>;
  now: Date;
  /** The order of text under a collation; by code point without one. */
  text?: CompareText | undefined;
  /** called between the rounds of a loop; throws when there is no time left */
  pause?: (() => void) | undefined;
}

/** A scope that knows constants by name. */
export function constants(values: Doc, now: Date = new Date()): Scope {
  const variables: Variables = Object.assign(Object.create(null) as Variables, values);
  return { variables, names: new Set(Object.keys(values)), now };
}

/**
 * A scope that knows more names; their values are put into the variables when it is their time.
 * Throws FailedToParse for names that are the system's or have no form of a name; `CURRENT` may be given anew.
 */
export function withNames(scope: Scope, names: Iterable<string>): Scope {
  const added = [...names];
  for (const name of added) if (name !== 'CURRENT') checkName(name, /^[a-z\u0080-\u{10ffff}]/u);
  return { ...scope, names: new Set([...scope.names, ...added]) };
}

/** Refuses what is no name of a variable. */
export function checkName(name: string, start: RegExp): void {
  if (name === '') throw failedToParse('empty variable names are not allowed');
  if (!start.test(name)) throw failedToParse(`'${name}' starts with an invalid character for a user variable name`);
  const [invalid] = /[^\w\u0080-\u{10ffff}]/u.exec(name) ?? [];
  if (invalid) throw failedToParse(`'${name}' contains an invalid character for a variable name: '${invalid}'`);
}
