import { Long } from 'bson';
import { badValue, failedToParse } from '../fault.ts';
import { isNumber, plainNumber, toDouble, wholeNumber } from '../numbers.ts';
import { shown } from '../shown.ts';
import { type TypeName, typeByAlias, typeName } from '../type-name.ts';
import type { Test } from './test.ts';

/** `$type`: a name, a number, or a list of them; `number` stands for all four. */
export function typeTest(operand: unknown): (value: unknown) => boolean {
  const wanted = new Set<TypeName>();
  for (const alias of Array.isArray(operand) ? operand : [operand]) {
    if (alias === 'number') for (const name of ['int', 'long', 'double', 'decimal'] as const) wanted.add(name);
    else wanted.add(knownType(alias));
  }
  if (wanted.size === 0) throw failedToParse('$type must match at least one type');
  return (value) => value !== undefined && wanted.has(typeName(value));
}

function knownType(alias: unknown): TypeName {
  if (typeof alias !== 'string' && !isNumber(alias)) throw badValue('type must be represented as a number or a string');
  const name = typeByAlias(typeof alias === 'string' ? alias : toDouble(alias));
  if (!name) {
    throw badValue(
      typeof alias === 'string' ? `Unknown type name alias: ${alias}` : `Invalid numerical type code: ${shown(alias)}`,
    );
  }
  return name;
}

/** `$mod: [divisor, remainder]`; fractions are cut off. */
export function modTest(operand: unknown): (value: unknown) => boolean {
  if (!Array.isArray(operand)) throw badValue('malformed mod, needs to be an array');
  if (operand.length < 2) throw badValue('malformed mod, not enough elements');
  if (operand.length > 2) throw badValue('malformed mod, too many elements');
  if (!isNumber(operand[0])) throw badValue('malformed mod, divisor not a number');
  if (!isNumber(operand[1])) throw badValue('malformed mod, remainder not a number');
  const divisor = truncated(operand[0]);
  const remainder = truncated(operand[1]);
  if (divisor === undefined || remainder === undefined) throw badValue('malformed mod, divisor value is invalid');
  if (divisor === 0n) throw badValue('divisor cannot be 0');
  return (value) => {
    const number = truncated(value);
    return number !== undefined && number % divisor === remainder;
  };
}

function truncated(value: unknown): bigint | undefined {
  const plain = plainNumber(value);
  if (plain === undefined) return undefined;
  if (typeof plain === 'bigint') return plain;
  const double = toDouble(plain);
  return Number.isFinite(double) ? BigInt(Math.trunc(double)) : undefined;
}

/** `$size`: arrays of exactly so many elements; arrays within arrays do not count. */
export function sizeTest(operand: unknown): Test {
  if (!isNumber(operand)) throw failedToParse('Failed to parse $size. Expected a number');
  const size = wholeNumber(operand);
  if (size === undefined) throw failedToParse('Failed to parse $size. Expected an integer');
  if (size < 0) throw failedToParse(`Failed to parse $size. Expected a non-negative number in: $size: ${size}`);
  return (value) => Array.isArray(value) && value.length === size;
}

/** The bits of a whole number as Long has them. */
export function longOf(value: unknown): bigint | undefined {
  const whole = wholeNumber(value);
  if (whole === undefined) return undefined;
  const plain = plainNumber(value);
  return BigInt.asIntN(64, typeof plain === 'bigint' ? plain : Long.fromNumber(whole).toBigInt());
}
