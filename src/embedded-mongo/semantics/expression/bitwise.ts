import { Int32, Long } from 'bson';
import { location, typeMismatch } from '../fault.ts';
import { isNullish, type Operators, shownType, unaryOrNull, variadic } from './operands.ts';

type Combine = (a: bigint, b: bigint) => bigint;

/** Ints and longs bit by bit; a long among them makes the result one. */
const combining = (none: bigint, combine: Combine) =>
  variadic((values, name) => {
    let bits = none;
    let isLong = false;
    for (const value of values) {
      if (isNullish(value)) return null;
      if (!(value instanceof Int32 || value instanceof Long))
        throw typeMismatch(`${name} only supports int and long operands, not ${shownType(value)}`);
      isLong ||= value instanceof Long;
      bits = combine(bits, BigInt(value.toString()));
    }
    return isLong ? Long.fromBigInt(bits) : new Int32(Number(bits));
  });

function inverted(value: unknown): unknown {
  if (value instanceof Int32) return new Int32(~value.value);
  if (value instanceof Long) return value.not();
  throw location(28765, `$bitNot only supports int and long, not: ${shownType(value)}.`);
}

export const bitwiseOperators: Operators = {
  $bitAnd: combining(-1n, (a, b) => a & b),
  $bitOr: combining(0n, (a, b) => a | b),
  $bitXor: combining(0n, (a, b) => a ^ b),
  $bitNot: unaryOrNull(inverted),
};
