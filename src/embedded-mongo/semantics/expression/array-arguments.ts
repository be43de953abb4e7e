import { location } from '../fault.ts';
import { wholeNumber } from '../numbers.ts';
import { shown } from '../shown.ts';
import { isNullish, shownType } from './operands.ts';

/** The array that an argument has to be; nothing for null and missing ones. The fault ends with the type that it is. */
export function array(value: unknown, code: number, fault: string): unknown[] | undefined {
  if (isNullish(value)) return undefined;
  if (Array.isArray(value)) return value;
  throw location(code, fault + shownType(value));
}

/** The integer of 32 bits that an argument has to be. The fault ends with the value that it is. */
export function whole(value: unknown, code: number, fault: string): number {
  const number = wholeNumber(value);
  if (number === undefined || number !== (number | 0)) throw location(code, fault + shown(value));
  return number;
}
