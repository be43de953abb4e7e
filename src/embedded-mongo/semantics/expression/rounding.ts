import { Decimal128, Double } from 'bson';
import { decimalOf, roundDecimal, toDecimal128 } from '../decimal.ts';
import { location } from '../fault.ts';
import { integer, isNumber, numberType, type Plain, plainNumber, toDouble, wholeNumber } from '../numbers.ts';
import { shown } from '../shown.ts';
import { typeName } from '../type-name.ts';
import { isNullish, type Operator, type Operators, unary, variadic } from './operands.ts';

/** A function that keeps the type of its number. */
function keepingType(name: string, apply: (value: number) => number): Operator {
  return unary((value) => {
    if (isNullish(value)) return null;
    if (!isNumber(value)) throw location(28765, `${name} only supports numeric types, not ${typeName(value)}`);
    const type = numberType(value);
    if (type === 'double') return new Double(apply(toDouble(value)));
    if (type === 'decimal') return Decimal128.fromString(String(apply(toDouble(value))));
    return value;
  });
}

/** Rounds at a decimal place, half to even or towards zero; negative places round tens and hundreds. */
function rounding(name: string, mode: 'half-even' | 'down'): Operator {
  return variadic(
    ([value, place = 0]) => {
      if (isNullish(value) || place === null) return null;
      if (!isNumber(value)) throw location(51081, `${name} only supports numeric types, not ${typeName(value)}`);
      const places = wholeNumber(place);
      if (places === undefined || places < -20 || places > 100) {
        throw location(51083, `cannot apply ${name} with precision value ${shown(place)} value must be in [-20, 100]`);
      }
      return rounded(value, places, mode);
    },
    1,
    2,
  );
}

function rounded(value: unknown, places: number, mode: 'half-even' | 'down'): unknown {
  const type = numberType(value);
  const exact = decimalOf(plainNumber(value) as Plain);
  if (exact.special || exact.exponent >= -places) return value;
  const result = roundDecimal(exact, -places, mode);
  if (type === 'decimal') return toDecimal128(result);
  if (type === 'double') return new Double(Number(`${result.digits}e${result.exponent}`));
  return integer(result.digits * 10n ** BigInt(result.exponent), type === 'long' ? 'long' : 'int');
}

export const roundingOperators: Operators = {
  $ceil: keepingType('$ceil', Math.ceil),
  $floor: keepingType('$floor', Math.floor),
  $round: rounding('$round', 'half-even'),
  $trunc: rounding('$trunc', 'down'),
};
