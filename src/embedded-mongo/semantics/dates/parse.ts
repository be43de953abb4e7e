import { conversionFailure, type MongoServerFault } from '../fault.ts';
import { MONTH_NAMES } from './format.ts';
import { isoWeekStart } from './local-date.ts';
import { fromLocal, UTC, utcTime, type Zone, zoneOf } from './zone.ts';

const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?|UTC|GMT)?$/;

/** What each letter of a format stands for in a text. */
const FIELDS: Record<string, string> = {
  Y: '\\d{4}',
  m: '\\d{1,2}',
  d: '\\d{1,2}',
  H: '\\d{1,2}',
  M: '\\d{1,2}',
  S: '\\d{1,2}',
  L: '\\d{1,3}',
  j: '\\d{1,3}',
  G: '\\d{4}',
  V: '\\d{1,2}',
  u: '\\d',
  b: MONTH_NAMES.map((name) => name.slice(0, 3)).join('|'),
  B: MONTH_NAMES.join('|'),
  z: 'Z|UTC|GMT|[+-]\\d{2}(?::?\\d{2})?',
  Z: '[+-]\\d+',
};

/** The letters that `$dateFromString` knows. */
export const READ: ReadonlySet<string> = new Set([...Object.keys(FIELDS), '%']);

const unreadable = (text: string): MongoServerFault => conversionFailure(`Error parsing date string '${text}'`);

/**
 * Reads a date as `$dateFromString` does, by a format that has been checked; without one, as ISO 8601.
 * Throws ConversionFailure, also when both the text and the caller name a zone.
 */
export function parseDate(text: string, zone: Zone, format?: string): Date {
  const values = format === undefined ? isoValues(text) : formatValues(text, format);
  if (!values) throw unreadable(text);
  const { z, Z } = values;
  if (z === undefined && Z === undefined) return new Date(fromLocal(localOf(values, text), zone));
  if (zone !== UTC)
    throw conversionFailure('you cannot pass in a date/time string with time zone together with a timezone argument');
  const own: Zone = z === undefined ? () => Number(Z) * 60_000 : /^[+-]/.test(z) ? zoneOf(z) : UTC;
  return new Date(fromLocal(localOf(values, text), own));
}

type Values = Record<string, string | undefined>;

function isoValues(text: string): Values | undefined {
  const [match, Y, m, d, H, M, S, fraction, z] = ISO.exec(text.trim()) ?? [];
  return match === undefined ? undefined : { Y, m, d, H, M, S, L: fraction?.padEnd(3, '0').slice(0, 3), z };
}

function formatValues(text: string, format: string): Values | undefined {
  const letters: string[] = [];
  const source = format.replace(/%(.)|[\\^$.*+?()[\]{}|]/g, (part, letter?: string) => {
    if (letter === undefined) return `\\${part}`;
    if (letter === '%') return '%';
    letters.push(letter);
    return `(${FIELDS[letter]})`;
  });
  const [match, ...found] = new RegExp(`^${source}$`).exec(text) ?? [];
  return match === undefined ? undefined : Object.fromEntries(letters.map((letter, i) => [letter, found[i]]));
}

function localOf(values: Values, text: string): number {
  const { Y, d, H = '0', M = '0', S = '0', L = '0', j, G, V = '1', u = '1' } = values;
  const clock = ((Number(H) * 60 + Number(M)) * 60 + Number(S)) * 1000 + Number(L.padEnd(3, '0'));
  if (Number(H) > 24 || Number(M) > 59 || Number(S) > 59) throw unreadable(text);
  if (G !== undefined) return isoWeekStart(Number(G), Number(V), Number(u)) + clock;
  if (Y !== undefined && j !== undefined) return utcTime(Number(Y), 0, Number(j)) + clock;
  const month = monthOf(values);
  if (Y === undefined || month === undefined || d === undefined)
    throw conversionFailure(`an incomplete date/time string has been found, with elements missing: "${text}"`);
  const lastDay = new Date(utcTime(Number(Y), month, 0)).getUTCDate();
  if (month < 1 || month > 12 || Number(d) < 1 || Number(d) > lastDay)
    throw conversionFailure(`Error parsing date string '${text}'; The parsed date was invalid`);
  return utcTime(Number(Y), month - 1, Number(d)) + clock;
}

function monthOf({ m, b, B }: Values): number | undefined {
  if (m !== undefined) return Number(m);
  const name = B ?? b;
  return name === undefined ? undefined : MONTH_NAMES.findIndex((month) => month.startsWith(name)) + 1;
}
