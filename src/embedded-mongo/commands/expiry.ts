import { numberOf } from '../raw/number-of.ts';
import { cannotCreateIndex } from '../semantics/fault.ts';
import type { Kind } from './fields.ts';

const MOST_SECONDS = 2 ** 31 - 1;

/** After how many seconds documents expire. */
export const expiry: Kind<number> = {
  types: ['long', 'int', 'decimal', 'double'],
  of: (value) => {
    const seconds = Math.trunc(numberOf(value) ?? Number.NaN);
    if (seconds >= 0 && seconds <= MOST_SECONDS) return seconds;
    const range = 'must be within an acceptable range, try a different value';
    throw cannotCreateIndex(`TTL index 'expireAfterSeconds' option ${range} than ${seconds}`);
  },
};
