import type { Binary } from 'bson';
import { bytesOf } from '../binary.ts';
import { badValue, failedToParse } from '../fault.ts';
import { longOf } from '../long-of.ts';
import { isNumber, wholeNumber } from '../numbers.ts';
import { shown } from '../shown.ts';
import { tagOf } from '../type-name.ts';

const MAX_PLACE = 2 ** 31 - 1;

type IsSet = (place: number) => boolean;

const TESTS = {
  $bitsAllSet: (places: number[], isSet: IsSet) => places.every(isSet),
  $bitsAllClear: (places: number[], isSet: IsSet) => !places.some(isSet),
  $bitsAnySet: (places: number[], isSet: IsSet) => places.some(isSet),
  $bitsAnyClear: (places: number[], isSet: IsSet) => !places.every(isSet),
};

type BitsOperator = keyof typeof TESTS;

export function isBitsOperator(operator: string): operator is BitsOperator {
  return Object.hasOwn(TESTS, operator);
}

/** Tests bits of whole numbers and binary values against a mask or a list of places. */
export function bitsTest(operator: BitsOperator, operand: unknown): (value: unknown) => boolean {
  const places = bitPlaces(operator, operand);
  const test = TESTS[operator];
  return (value) => {
    const isSet = bitReader(value);
    return isSet !== undefined && test(places, isSet);
  };
}

function bitPlaces(operator: BitsOperator, operand: unknown): number[] {
  if (Array.isArray(operand)) return operand.map(bitPlace);
  if (isBinary(operand)) return placesOf(bytesReader(operand), operand.position * 8);
  const given = `${operator}: ${shown(operand)}`;
  if (!isNumber(operand)) throw badValue(`${operator} takes an Array, a number, or a BinData but received: ${given}`);
  const mask = longOf(operand);
  if (mask === undefined) throw failedToParse(`Expected an integer: ${given}`);
  if (mask < 0n) throw failedToParse(`Expected a non-negative number in: ${given}`);
  return placesOf(numberReader(mask), 64);
}

function bitPlace(place: unknown, i: number): number {
  const bit = wholeNumber(place);
  if (bit === undefined || bit > MAX_PLACE)
    throw badValue(`bit positions must be an integer but got: ${i}: ${shown(place)}`);
  if (bit < 0) throw badValue(`bit positions must be >= 0 but got: ${i}: ${shown(place)}`);
  return bit;
}

function placesOf(isSet: IsSet, count: number): number[] {
  return Array.from({ length: count }, (_, place) => place).filter(isSet);
}

function bitReader(value: unknown): IsSet | undefined {
  if (isBinary(value)) return bytesReader(value);
  const number = longOf(value);
  return number === undefined ? undefined : numberReader(number);
}

function bytesReader(value: Binary): IsSet {
  const bytes = bytesOf(value);
  return (place) => (((bytes[place >> 3] ?? 0) >> (place & 7)) & 1) === 1;
}

/** Numbers are sign-extended: every place beyond 63 is the sign. */
function numberReader(number: bigint): IsSet {
  return (place) => ((number >> BigInt(Math.min(place, 63))) & 1n) === 1n;
}

function isBinary(value: unknown): value is Binary {
  return tagOf(value) === 'Binary';
}
