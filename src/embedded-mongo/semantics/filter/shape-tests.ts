import { badValue, failedToParse } from '../fault.ts';
import { longOf } from '../long-of.ts';
import { isNumber, toDouble } from '../numbers.ts';
import type { Test } from '../path.ts';
import { shown } from '../shown.ts';
import { type TypeName, typeByAlias, typeName } from '../type-name.ts';

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
  const [divisor, remainder] = (['divisor', 'remainder'] as const).map((role, i) => modOperand(role, operand, i));
  if (operand.length > 2) throw badValue('malformed mod, too many elements');
  if (divisor === 0n) throw badValue('divisor cannot be 0');
  return (value) => {
    const number = longOf(value, 'cut');
    return number !== undefined && number % (divisor as bigint) === remainder;
  };
}

function modOperand(role: 'divisor' | 'remainder', operand: unknown[], at: number): bigint {
  if (at >= operand.length) throw badValue('malformed mod, not enough elements');
  if (!isNumber(operand[at])) throw badValue(`malformed mod, ${role} not a number`);
  const number = longOf(operand[at], 'cut');
  if (number !== undefined) return number;
  const reason = Number.isFinite(toDouble(operand[at]))
    ? 'Out of bounds coercing to integral value'
    : 'Unable to coerce NaN/Inf to integral type';
  throw badValue(`malformed mod, ${role} value is invalid :: caused by :: ${reason}`);
}

/** `$size`: arrays of exactly so many elements; arrays within arrays do not count. */
export function sizeTest(operand: unknown): Test {
  const refused = (wanted: string) => badValue(`Failed to parse $size. ${wanted}: $size: ${shown(operand)}`);
  if (!isNumber(operand)) throw refused('Expected a number in');
  const size = longOf(operand);
  if (size === undefined) throw refused('Expected an integer');
  if (size < 0) throw refused('Expected a non-negative number in');
  return (value) => Array.isArray(value) && BigInt(value.length) === size;
}
