import { Decimal128, Double } from 'bson';
import { compareDecimals, type Decimal, decimalOf, roundDecimal, scaledTo, toDecimal128 } from '../decimal.ts';
import { location } from '../fault.ts';
import { integer, isNumber, numberType, type Plain, plainNumber, toDouble, wholeNumber } from '../numbers.ts';
import { shown } from '../shown.ts';
import { isNullish, type Operator, type Operators, ofNumber, shownType, variadic } from './operands.ts';

/** `$ceil` (1) and `$floor` (-1), which keep the type of their number. */
function wholeTowards(apply: (value: number) => number, way: 1 | -1): Operator {
  return ofNumber((value) => {
    if (value instanceof Decimal128) return wholeDecimal(value, way);
    return numberType(value) === 'double' ? new Double(apply(toDouble(value))) : value;
  });
}

function wholeDecimal(value: Decimal128, way: 1 | -1): Decimal128 {
  const exact = decimalOf(value);
  if (exact.special) return value;
  const cut = roundDecimal(exact, 0, 'down');
  const isPast = compareDecimals(exact, cut) === way;
  return toDecimal128(isPast ? { digits: cut.digits + BigInt(way), exponent: 0 } : cut);
}

/** Rounds at a decimal place, half to even or towards zero; negative places round tens and hundreds. */
function rounding(mode: 'half-even' | 'down'): Operator {
  return variadic(
    (values, name) => {
      const [value, place] = values;
      if (isNullish(value)) return null;
      if (!isNumber(value)) throw location(51081, `${name} only supports numeric types, not ${shownType(value)}`);
      if (values.length === 1) return rounded(value, 0, mode, name);
      if (isNullish(place)) return null;
      const places = wholeNumber(place);
      if (places === undefined) throw location(51082, `precision argument to  ${name} must be a integral value`);
      if (places < -20 || places > 100)
        throw location(51083, `cannot apply ${name} with precision value ${shown(place)} value must be in [-20, 100]`);
      return rounded(value, places, mode, name);
    },
    1,
    2,
  );
}

function rounded(value: unknown, places: number, mode: 'half-even' | 'down', name: string): unknown {
  const type = numberType(value);
  const exact = decimalOf(plainNumber(value) as Plain);
  if (exact.special) return value;
  if (type === 'decimal') return toDecimal128(filled(roundDecimal(exact, -places, mode), -places));
  if (exact.exponent >= -places) return value;
  const result = roundDecimal(exact, -places, mode);
  if (type === 'double') return new Double(toDouble(toDecimal128(result)));
  const whole = integer(result.digits * 10n ** BigInt(result.exponent), type === 'long' ? 'long' : 'int');
  if (!(whole instanceof Double)) return whole;
  throw location(51080, `invalid conversion from Decimal128 result in ${name} resulting from ${shown(value)}`);
}

/** A decimal has as many places as it was rounded to: 1.5 rounded to three is 1.500. */
function filled(value: Decimal, exponent: number): Decimal {
  if (value.exponent <= exponent) return value;
  return { ...value, digits: scaledTo(value, exponent), exponent };
}

export const roundingOperators: Operators = {
  $ceil: wholeTowards(Math.ceil, 1),
  $floor: wholeTowards(Math.floor, -1),
  $round: rounding('half-even'),
  $trunc: rounding('down'),
};
