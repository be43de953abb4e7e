import type { Binary, BSONRegExp, Code, DBRef, Decimal128, Double, Int32, Long, ObjectId, Timestamp } from 'bson';
import type { Doc } from '../semantics/document.ts';
import { writeDecimal } from './decimal-key.ts';
import { KeyType } from './key-types.ts';
import type { KeyWriter } from './key-writer.ts';
import { writeLong, writeNumber } from './number-key.ts';

/** Stands in an index for the value of an empty array. */
export const EMPTY_ARRAY = Symbol('empty array');

/** Writes any BSON value so that the bytes sort as BSON compares; missing and null are one. */
export function writeValue(writer: KeyWriter, value: unknown): void {
  switch (typeof value) {
    case 'string':
      writer.byte(KeyType.text);
      return writer.text(value);
    case 'number':
      return writeNumber(writer, value);
    case 'bigint':
      return writeLong(writer, value);
    case 'boolean':
      writer.byte(KeyType.boolean);
      return writer.byte(value ? 1 : 0);
    case 'object':
      return value === null ? writer.byte(KeyType.null) : writeObject(writer, value);
    case 'symbol':
      return writer.byte(KeyType.emptyArray);
    default:
      return writer.byte(KeyType.null);
  }
}

function writeObject(writer: KeyWriter, value: object): void {
  if (value instanceof Date) return writeDate(writer, value);
  if (Array.isArray(value)) return writeElements(writer, KeyType.array, value);
  switch ((value as { _bsontype?: string })._bsontype) {
    case undefined:
      if (value instanceof Uint8Array) return writeBinary(writer, value, 0);
      return writeFields(writer, value as Doc);
    case 'ObjectId':
      writer.byte(KeyType.objectId);
      return writer.raw((value as ObjectId).id);
    case 'Int32':
      return writeNumber(writer, (value as Int32).value);
    case 'Double':
      return writeNumber(writer, (value as Double).value);
    case 'Long':
      return writeLong(writer, value as Long);
    default:
      return writeRare(writer, value);
  }
}

function writeRare(writer: KeyWriter, value: object): void {
  switch ((value as { _bsontype?: string })._bsontype) {
    case 'Decimal128':
      return writeDecimal(writer, value as Decimal128);
    case 'Timestamp':
      writer.byte(KeyType.timestamp);
      writer.uint32((value as Timestamp).getHighBitsUnsigned());
      return writer.uint32((value as Timestamp).getLowBitsUnsigned());
    case 'Binary':
      return writeBinary(writer, (value as Binary).value(), (value as Binary).sub_type);
    case 'MinKey':
      return writer.byte(KeyType.minKey);
    case 'MaxKey':
      return writer.byte(KeyType.maxKey);
    case 'BSONRegExp':
      writer.byte(KeyType.regex);
      writer.text((value as BSONRegExp).pattern);
      return writer.text((value as BSONRegExp).options);
    case 'BSONSymbol':
      writer.byte(KeyType.text);
      return writer.text(String((value as { value: string }).value));
    case 'Code':
      return writeCode(writer, value as Code);
    case 'DBRef':
      return writeFields(writer, (value as DBRef).toJSON());
    default:
      throw new TypeError(`no key for a value of type ${(value as { _bsontype?: string })._bsontype}`);
  }
}

function writeDate(writer: KeyWriter, value: Date): void {
  writer.byte(KeyType.date);
  writer.reserve(8);
  const time = BigInt.asUintN(64, BigInt(value.getTime() || 0) + 2n ** 63n);
  writer.length = writer.bytes.writeBigUInt64BE(time, writer.length);
}

/** BSON compares binary data by length first, then subtype, then bytes. */
function writeBinary(writer: KeyWriter, value: Uint8Array, subtype: number): void {
  writer.byte(KeyType.binary);
  writer.uint32(value.length);
  writer.byte(subtype);
  writer.raw(value);
}

function writeCode(writer: KeyWriter, value: Code): void {
  writer.byte(value.scope ? KeyType.codeWithScope : KeyType.code);
  writer.text(String(value.code));
  if (value.scope) writeFields(writer, value.scope);
}

/** BSON compares embedded documents field by field in their order: type, then name, then value. */
function writeFields(writer: KeyWriter, value: Doc): void {
  writer.byte(KeyType.object);
  for (const name of Object.keys(value)) writeNamed(writer, name, value[name]);
  writer.byte(0);
}

function writeNamed(writer: KeyWriter, name: string, value: unknown): void {
  const at = writer.length;
  writeValue(writer, value);
  const body = writer.copy(at + 1);
  writer.length = at + 1;
  writer.text(name);
  writer.raw(body);
}

function writeElements(writer: KeyWriter, type: number, values: unknown[]): void {
  writer.byte(type);
  for (const value of values) writeValue(writer, value);
  writer.byte(0);
}
