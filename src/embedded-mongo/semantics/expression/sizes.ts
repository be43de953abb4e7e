import { type Binary, calculateObjectSize, Int32, Long, type Timestamp } from 'bson';
import { isDocument } from '../document.ts';
import { location } from '../fault.ts';
import { typeName } from '../type-name.ts';
import { type Operator, type Operators, shownType, unaryOrNull } from './operands.ts';

function binarySize(value: unknown): unknown {
  if (typeof value === 'string') return new Int32(Buffer.byteLength(value));
  if (typeName(value) === 'binData') return new Int32((value as Binary).length());
  throw location(51276, `$binarySize requires a string or BinData argument, found: ${shownType(value)}`);
}

function documentSize(value: unknown): unknown {
  if (isDocument(value)) return new Int32(calculateObjectSize(value));
  throw location(31393, `$bsonSize requires a document input, found: ${shownType(value)}`);
}

const timestampPart = (code: number, read: (value: Timestamp) => number): Operator =>
  unaryOrNull((value, name) => {
    if (typeName(value) === 'timestamp') return Long.fromNumber(read(value as Timestamp));
    throw location(code, ` Argument to ${name} must be a timestamp, but is ${shownType(value)}`);
  });

export const sizeOperators: Operators = {
  $binarySize: unaryOrNull(binarySize),
  $bsonSize: unaryOrNull(documentSize),
  $tsSecond: timestampPart(5687301, (value) => value.t),
  $tsIncrement: timestampPart(5687302, (value) => value.i),
};
