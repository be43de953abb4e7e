import { location } from '../fault.ts';
import { type LocalDate, localDate } from './local-date.ts';
import type { Zone } from './zone.ts';

export const MONTH_NAMES =
  'January February March April May June July August September October November December'.split(' ');

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

const SPECIFIERS: Record<string, (date: LocalDate, offset: number) => string> = {
  '%': () => '%',
  Y: (date) => pad(date.year, 4),
  m: (date) => pad(date.month, 2),
  d: (date) => pad(date.day, 2),
  H: (date) => pad(date.hour, 2),
  M: (date) => pad(date.minute, 2),
  S: (date) => pad(date.second, 2),
  L: (date) => pad(date.millisecond, 3),
  j: (date) => pad(date.dayOfYear, 3),
  w: (date) => String(date.dayOfWeek),
  u: (date) => String(date.isoDayOfWeek),
  U: (date) => pad(date.week, 2),
  V: (date) => pad(date.isoWeek, 2),
  G: (date) => pad(date.isoWeekYear, 4),
  b: (date) => (MONTH_NAMES[date.month - 1] as string).slice(0, 3),
  B: (date) => MONTH_NAMES[date.month - 1] as string,
  z: (_date, offset) =>
    `${offset < 0 ? '-' : '+'}${pad(Math.floor(Math.abs(offset) / 60), 2)}${pad(Math.abs(offset) % 60, 2)}`,
  Z: (_date, offset) => String(offset),
};

/** Refuses a format that has other letters than those. */
export function checkFormat(format: string, letters: ReadonlySet<string>): void {
  for (const [, letter = ''] of format.matchAll(/%(.?)/gsu)) {
    if (letter === '') throw location(18535, "Unmatched '%' at end of format string");
    if (!letters.has(letter)) throw location(18536, `Invalid format character '%${letter}' in format string`);
  }
}

/** The letters that `$dateToString` knows. */
export const WRITTEN: ReadonlySet<string> = new Set(Object.keys(SPECIFIERS));

/** Writes a date by a format that has been checked. */
export function formatDate(date: Date, format: string, zone: Zone): string {
  const local = localDate(date, zone);
  if (local.year < 0 || local.year > 9999)
    throw location(18537, `$dateToString is only defined on year 0-9999, tried to use year ${local.year}`);
  const offset = Math.trunc(zone(date.getTime()) / 60_000);
  return format.replace(/%(.)/gsu, (_, letter: string) => SPECIFIERS[letter]?.(local, offset) ?? '');
}
