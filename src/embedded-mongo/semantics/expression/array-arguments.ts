import { location } from '../fault.ts';
import { wholeNumber } from '../numbers.ts';
import { shown } from '../shown.ts';
import { typeName } from '../type-name.ts';
import { isNullish } from './operands.ts';

/** The array that an argument has to be; nothing for null and missing ones. */
export function array(value: unknown, name: string, code: number): unknown[] | undefined {
  if (isNullish(value)) return undefined;
  if (Array.isArray(value)) return value;
  throw location(code, `${name}'s argument must be an array, but is ${typeName(value)}`);
}

/** The integer that an argument has to be. */
export function whole(value: unknown, name: string, code: number): number {
  const number = wholeNumber(value);
  if (number === undefined) throw location(code, `${name} needs an integer, found ${shown(value)}`);
  return number;
}
