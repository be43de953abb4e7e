import { collationOrder } from './collation.ts';
import type { Doc } from './document.ts';
import { expression } from './expression.ts';
import { constants, type Scope, withNames } from './variables.ts';

/** What a command says to all of its filters and expressions. */
export interface CommandOptions {
  let?: Doc | undefined;
  now?: Date | undefined;
  collation?: Doc | undefined;
  /** called now and then; throws when there is no time left */
  pause?: (() => void) | undefined;
}

/** The scope of a command: its `let` may give expressions of constants, which are evaluated once. */
export function commandScope(options: CommandOptions): Scope {
  const { pause } = options;
  const empty = { ...constants({}, options.now), pause };
  withNames(empty, Object.keys(options.let ?? {}));
  const values = Object.entries(options.let ?? {}).map(([name, spec]) => [
    name,
    expression(spec, empty)({}, empty.variables),
  ]);
  return { ...constants(Object.fromEntries(values), empty.now), text: collationOrder(options.collation), pause };
}
