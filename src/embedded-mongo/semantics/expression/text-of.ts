import type { BSONSymbol, Code, Timestamp } from 'bson';
import { formatDate } from '../dates/format.ts';
import { UTC } from '../dates/zone.ts';
import { location } from '../fault.ts';
import { isNumber, numberType, plainNumber, toDouble } from '../numbers.ts';
import { typeName } from '../type-name.ts';
import { isNullish } from './operands.ts';

/** A value as the string operators read it: numbers and dates too, nothing as an empty string. */
export function textOf(value: unknown): string {
  if (isNullish(value)) return '';
  if (typeof value === 'string') return value;
  if (isNumber(value)) return numberText(value);
  if (value instanceof Date) return dateText(value);
  switch (typeName(value)) {
    case 'symbol':
      return (value as BSONSymbol).valueOf();
    case 'javascript':
      return (value as Code).code;
    case 'timestamp': {
      const { t, i } = value as Timestamp;
      return `Timestamp(${t}, ${i})`;
    }
    default:
      throw location(16007, `can't convert from BSON type ${typeName(value)} to String`);
  }
}

export function dateText(date: Date): string {
  return formatDate(date, '%Y-%m-%dT%H:%M:%S.%LZ', UTC);
}

export function numberText(value: unknown): string {
  return numberType(value) === 'double' ? doubleText(toDouble(value)) : String(plainNumber(value));
}

/** As C prints with `%.16g`: 0.1 + 0.2 is `0.3`, 1e21 is `1e+21`. */
function doubleText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Object.is(value, -0)) return '-0';
  const [mantissa = '', power = '0'] = value.toExponential(15).split('e');
  const exponent = Number(power);
  if (exponent >= -4 && exponent < 16) return withoutZeros(value.toFixed(Math.max(0, 15 - exponent)));
  const sign = exponent < 0 ? '-' : '+';
  return `${withoutZeros(mantissa)}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

const withoutZeros = (digits: string): string => (digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits);
