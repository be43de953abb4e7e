import { Decimal128 } from 'bson';

/** `digits` times ten to the power of `exponent`; `special` where that cannot say it. */
export interface Decimal {
  digits: bigint;
  exponent: number;
  /** of a zero: that it is the one below zero */
  minus?: boolean;
  special?: 'NaN' | 'Infinity' | '-Infinity';
}

export const MAX_DIGITS = 34;
const LEAST_EXPONENT = -6176;
const GREATEST_EXPONENT = 6111;
const GREATEST_POWER = 6144;

/** The exact decimal value of any BSON number: numbers, bigints and Decimal128 (doubles exactly, not as printed). */
export function decimalOf(value: number | bigint | Decimal128): Decimal {
  if (typeof value === 'bigint') return { digits: value, exponent: 0 };
  if (typeof value === 'number') return decimalOfDouble(value);
  return parseDecimal(value.toString());
}

function special(name: NonNullable<Decimal['special']>): Decimal {
  return { digits: 0n, exponent: 0, special: name };
}

function decimalOfDouble(value: number): Decimal {
  if (Number.isNaN(value)) return special('NaN');
  if (!Number.isFinite(value)) return special(value > 0 ? 'Infinity' : '-Infinity');
  if (Number.isInteger(value)) return { digits: BigInt(value), exponent: 0, minus: Object.is(value, -0) };
  let binaryPlaces = 0;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    binaryPlaces++;
  }
  return { digits: BigInt(scaled) * 5n ** BigInt(binaryPlaces), exponent: -binaryPlaces };
}

/** Reads a decimal as Decimal128 prints it. */
export function parseDecimal(text: string): Decimal {
  if (text === 'NaN') return special('NaN');
  if (text.endsWith('Infinity')) return special(text.startsWith('-') ? '-Infinity' : 'Infinity');
  const [mantissa = '0', power = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = BigInt(`${whole}${fraction}`);
  return { digits, exponent: Number(power) - fraction.length, minus: text.startsWith('-') };
}

/** Compares decimals by exact value, NaN below all others: negative, zero or positive. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.special ?? b.special) {
    const x = specialOrder(a);
    const y = specialOrder(b);
    return x < y ? -1 : x > y ? 1 : 0;
  }
  const exponent = Math.min(a.exponent, b.exponent);
  // Far apart magnitudes need no digits to be told apart.
  const signA = a.digits > 0n ? 1 : a.digits < 0n ? -1 : 0;
  const signB = b.digits > 0n ? 1 : b.digits < 0n ? -1 : 0;
  if (signA !== signB) return signA < signB ? -1 : 1;
  if (signA === 0) return 0;
  const magnitude = magnitudeOf(a) - magnitudeOf(b);
  if (magnitude !== 0) return magnitude > 0 ? signA : -signA;
  const x = scaledTo(a, exponent);
  const y = scaledTo(b, exponent);
  return x < y ? -1 : x > y ? 1 : 0;
}

function specialOrder(value: Decimal): number {
  return value.special === 'NaN' ? 0 : value.special === '-Infinity' ? 1 : value.special === 'Infinity' ? 3 : 2;
}

/** Whether a value has a minus, as a zero may. */
export function isNegative({ digits, minus }: Decimal): boolean {
  return digits < 0n || (digits === 0n && minus === true);
}

function magnitudeOf(value: Decimal): number {
  return digitCount(value.digits) + value.exponent;
}

export function digitCount(digits: bigint): number {
  return (digits < 0n ? -digits : digits).toString().length;
}

/** A value as so many times ten to the power of `exponent`, which is not above its own. */
export function scaledTo(value: Decimal, exponent: number): bigint {
  return value.digits * 10n ** BigInt(value.exponent - exponent);
}

/** The same value without superfluous zeros, up to an exponent. */
export function stripZeros(value: Decimal, upTo: number): Decimal {
  let { digits, exponent } = value;
  while (exponent < upTo && digits % 10n === 0n) {
    digits /= 10n;
    exponent++;
  }
  return { digits, exponent };
}

/** Rounds to ten to the power of `exponent`, half to even, or towards zero. */
export function roundDecimal(value: Decimal, exponent: number, mode: 'half-even' | 'down'): Decimal {
  if (value.special || value.exponent >= exponent) return value;
  const unit = 10n ** BigInt(exponent - value.exponent);
  const quotient = value.digits / unit;
  const rest = value.digits % unit;
  const twice = (rest < 0n ? -rest : rest) * 2n;
  const up = mode === 'half-even' && (twice > unit || (twice === unit && quotient % 2n !== 0n));
  const digits = up ? quotient + (value.digits < 0n ? -1n : 1n) : quotient;
  return { digits, exponent, minus: isNegative(value) };
}

/** The Decimal128 nearest to a value: 34 digits, Infinity beyond the greatest, zero below the least. */
export function toDecimal128(value: Decimal): Decimal128 {
  if (value.special) return Decimal128.fromString(value.special);
  const excess = Math.max(digitCount(value.digits) - MAX_DIGITS, LEAST_EXPONENT - value.exponent);
  const { digits, exponent, minus } = excess > 0 ? roundDecimal(value, value.exponent + excess, 'half-even') : value;
  if (digits === 0n) return Decimal128.fromString(`${minus ? '-' : ''}0E${Math.min(exponent, GREATEST_EXPONENT)}`);
  if (digitCount(digits) + exponent - 1 > GREATEST_POWER)
    return toDecimal128(special(digits > 0n ? 'Infinity' : '-Infinity'));
  return Decimal128.fromString(`${digits}E${exponent}`);
}
