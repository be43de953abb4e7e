import { MongoServerFault } from '../fault.ts';
import { isoWeekStart } from './local-date.ts';
import { fromLocal, utcTime, type Zone, zoneOf } from './zone.ts';

const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2}|[A-Z][A-Za-z_]+\/[A-Za-z_]+|UTC|GMT)?$/;

const FIELDS: Record<string, string> = {
  Y: '(?<Y>\\d{4})',
  m: '(?<m>\\d{1,2})',
  d: '(?<d>\\d{1,2})',
  H: '(?<H>\\d{1,2})',
  M: '(?<M>\\d{1,2})',
  S: '(?<S>\\d{1,2})',
  L: '(?<L>\\d{1,3})',
  j: '(?<j>\\d{1,3})',
  G: '(?<G>\\d{4})',
  V: '(?<V>\\d{1,2})',
  u: '(?<u>\\d)',
  z: '(?<z>Z|[+-]\\d{2}:?\\d{2}|[A-Za-z_]+(?:/[A-Za-z_]+)*)',
  Z: '(?<Z>[+-]\\d+)',
  '%': '%',
};

export function conversionFailure(message: string): MongoServerFault {
  return new MongoServerFault(241, 'ConversionFailure', message);
}

/** Reads a date as `$dateFromString` does; without a format, as ISO 8601. Throws ConversionFailure. */
export function parseDate(text: string, zone: Zone, format?: string): Date {
  const values = format === undefined ? isoValues(text) : formatValues(text, format);
  if (!values) throw conversionFailure(`Error parsing date string '${text}'`);
  const own =
    values.z !== undefined ? zoneOf(values.z) : values.Z !== undefined ? () => Number(values.Z) * 60_000 : zone;
  return new Date(fromLocal(localOf(values, text), own));
}

type Values = Record<string, string | undefined>;

function isoValues(text: string): Values | undefined {
  const [match, Y, m, d, H, M, S, fraction, z] = ISO.exec(text.trim()) ?? [];
  return match === undefined ? undefined : { Y, m, d, H, M, S, L: fraction?.padEnd(3, '0').slice(0, 3), z };
}

function formatValues(text: string, format: string): Values | undefined {
  const source = format.replace(/%(.)|[\\^$.*+?()[\]{}|]/g, (part, letter?: string) => {
    if (letter === undefined) return `\\${part}`;
    const field = FIELDS[letter];
    if (field === undefined) throw conversionFailure(`Invalid format character '%${letter}' in format string`);
    return field;
  });
  return new RegExp(`^${source}$`).exec(text)?.groups;
}

function localOf(values: Values, text: string): number {
  const { Y, m = '1', d = '1', H = '0', M = '0', S = '0', L = '0', j, G, V = '1', u = '1' } = values;
  const clock = ((Number(H) * 60 + Number(M)) * 60 + Number(S)) * 1000 + Number(L.padEnd(3, '0'));
  if (Number(H) > 24 || Number(M) > 59 || Number(S) > 59)
    throw conversionFailure(`Error parsing date string '${text}'`);
  if (G !== undefined) return isoWeekStart(Number(G), Number(V), Number(u)) + clock;
  if (Y === undefined) throw conversionFailure(`an incomplete date/time string has been found: '${text}'`);
  if (j !== undefined) return utcTime(Number(Y), 0, Number(j)) + clock;
  const lastDay = new Date(utcTime(Number(Y), Number(m), 0)).getUTCDate();
  if (Number(m) < 1 || Number(m) > 12 || Number(d) < 1 || Number(d) > lastDay) {
    throw conversionFailure(`Error parsing date string '${text}'; The parsed date was invalid`);
  }
  return utcTime(Number(Y), Number(m) - 1, Number(d)) + clock;
}
