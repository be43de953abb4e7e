import type { Long } from 'bson';
import { KeyType } from './key-types.ts';
import type { KeyWriter } from './key-writer.ts';

const EXACT = 2 ** 53;

/**
 * Writes a number so that bytes sort as numbers do, whatever their BSON type: the double, and beyond 2^53 how far
 * the exact integer lies from it. NaN sorts first.
 */
export function writeNumber(writer: KeyWriter, double: number, remainder = 0): void {
  writer.reserve(11);
  const { bytes } = writer;
  let at = writer.length;
  bytes[at++] = KeyType.number;
  if (Number.isNaN(double)) {
    bytes.fill(0, at, at + 8);
  } else {
    bytes.writeDoubleBE(double === 0 ? 0 : double, at);
    if ((bytes[at] as number) & 0x80) for (let i = at; i < at + 8; i++) bytes[i] = ~(bytes[i] as number);
    else bytes[at] = (bytes[at] as number) | 0x80;
  }
  at += 8;
  if (Math.abs(double) >= EXACT && Number.isFinite(double)) at = bytes.writeUInt16BE(remainder + 0x8000, at);
  writer.length = at;
}

/** Writes a 64-bit integer, exact also beyond 2^53. */
export function writeLong(writer: KeyWriter, value: Long | bigint): void {
  const exact = typeof value === 'bigint' ? value : value.toBigInt();
  const double = Number(exact);
  writeNumber(writer, double, Number(exact - BigInt(double)));
}
