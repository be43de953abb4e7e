import { location } from '../fault.ts';
import type { Operator, Operators } from './operands.ts';

/** What needs JavaScript is refused, as on a server without a script engine. */
export const withoutEngine = (): never => {
  throw location(31264, 'Cannot run server-side javascript without the javascript engine enabled');
};

const withoutMetadata: Operator = (operand) => {
  if (typeof operand !== 'string') throw location(17307, '$meta only supports string arguments');
  throw location(40218, `query requires ${operand} metadata, but it is not available`);
};

/** Operators that MongoDB has and this store has not, in the words of a server that lacks what they need. */
export const refusedOperators: Operators = {
  $function: withoutEngine,
  $meta: withoutMetadata,
};
