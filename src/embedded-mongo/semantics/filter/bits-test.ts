import type { Binary } from 'bson';
import { badValue, failedToParse } from '../fault.ts';
import { longOf } from '../long-of.ts';
import { isNumber, wholeNumber } from '../numbers.ts';
import { shown } from '../shown.ts';

type BitsOperator = '$bitsAllSet' | '$bitsAllClear' | '$bitsAnySet' | '$bitsAnyClear';

const MAX_PLACE = 2 ** 31 - 1;

export function isBitsOperator(operator: string): operator is BitsOperator {
  return (
    operator === '$bitsAllSet' ||
    operator === '$bitsAllClear' ||
    operator === '$bitsAnySet' ||
    operator === '$bitsAnyClear'
  );
}

/** Tests bits of whole numbers and binary values against a mask or a list of places. */
export function bitsTest(operator: BitsOperator, operand: unknown): (value: unknown) => boolean {
  const places = bitPlaces(operator, operand);
  return (value) => {
    const isSet = bitReader(value);
    if (!isSet) return false;
    if (operator === '$bitsAllSet') return places.every(isSet);
    if (operator === '$bitsAllClear') return !places.some(isSet);
    if (operator === '$bitsAnySet') return places.some(isSet);
    return !places.every(isSet);
  };
}

function bitPlaces(operator: BitsOperator, operand: unknown): number[] {
  if (Array.isArray(operand)) return operand.map(bitPlace);
  const bytes = bytesOf(operand);
  if (bytes) return placesOf((place) => ((bytes[place >> 3] ?? 0) >> (place & 7)) % 2 === 1, bytes.length * 8);
  const given = `${operator}: ${shown(operand)}`;
  if (!isNumber(operand)) throw badValue(`${operator} takes an Array, a number, or a BinData but received: ${given}`);
  const mask = longOf(operand);
  if (mask === undefined) throw failedToParse(`Expected an integer: ${given}`);
  if (mask < 0n) throw failedToParse(`Expected a non-negative number in: ${given}`);
  return placesOf((place) => (mask >> BigInt(place)) % 2n === 1n, 64);
}

function bitPlace(place: unknown, i: number): number {
  const bit = wholeNumber(place);
  if (bit === undefined || bit > MAX_PLACE)
    throw badValue(`bit positions must be an integer but got: ${i}: ${shown(place)}`);
  if (bit < 0) throw badValue(`bit positions must be >= 0 but got: ${i}: ${shown(place)}`);
  return bit;
}

function placesOf(isSet: (place: number) => boolean, count: number): number[] {
  return Array.from({ length: count }, (_, place) => place).filter(isSet);
}

function bitReader(value: unknown): ((place: number) => boolean) | undefined {
  const bytes = bytesOf(value);
  if (bytes) return (place) => (((bytes[place >> 3] ?? 0) >> (place & 7)) & 1) === 1;
  if (!isNumber(value)) return undefined;
  const number = longOf(value);
  // Numbers are sign-extended: every place beyond 63 is the sign.
  return number === undefined ? undefined : (place) => ((number >> BigInt(Math.min(place, 63))) & 1n) === 1n;
}

function bytesOf(value: unknown): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value;
  const binary = value as Binary | null | undefined;
  return binary?._bsontype === 'Binary' ? binary.buffer.subarray(0, binary.position) : undefined;
}
