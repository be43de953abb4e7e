import { type Binary, calculateObjectSize, Int32, Long, type Timestamp } from 'bson';
import { isDocument } from '../document.ts';
import { location } from '../fault.ts';
import { typeName } from '../type-name.ts';
import { isNullish, type Operator, type Operators, shownType, unary } from './operands.ts';

/** An operator that null and missing values pass through. */
const ofValue = (apply: (value: unknown) => unknown): Operator =>
  unary((value) => (isNullish(value) ? null : apply(value)));

function binarySize(value: unknown): unknown {
  if (typeof value === 'string') return new Int32(Buffer.byteLength(value));
  if (typeName(value) === 'binData') return new Int32((value as Binary).length());
  throw location(51276, `$binarySize requires a string or BinData argument, found: ${shownType(value)}`);
}

function documentSize(value: unknown): unknown {
  if (isDocument(value)) return new Int32(calculateObjectSize(value));
  throw location(31393, `$bsonSize requires a document input, found: ${shownType(value)}`);
}

const timestampPart = (name: string, code: number, read: (value: Timestamp) => number): Operator =>
  ofValue((value) => {
    if (typeName(value) === 'timestamp') return Long.fromNumber(read(value as Timestamp));
    throw location(code, ` Argument to ${name} must be a timestamp, but is ${shownType(value)}`);
  });

export const sizeOperators: Operators = {
  $binarySize: ofValue(binarySize),
  $bsonSize: ofValue(documentSize),
  $tsSecond: timestampPart('$tsSecond', 5687301, (value) => value.t),
  $tsIncrement: timestampPart('$tsIncrement', 5687302, (value) => value.i),
};
