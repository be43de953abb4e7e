import { location } from '../fault.ts';
import { dateAt, fromLocal, UTC, utcTime, type Zone } from './zone.ts';

const LENGTH = { millisecond: 1, second: 1000, minute: 60_000, hour: 3_600_000 } as const;
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;
const DAYS = { day: 1, week: 7 } as const;
const DAY = 86_400_000;

export type Unit = keyof typeof LENGTH | keyof typeof MONTHS | keyof typeof DAYS;

export function isUnit(text: unknown): text is Unit {
  return (
    typeof text === 'string' &&
    (Object.hasOwn(LENGTH, text) || Object.hasOwn(MONTHS, text) || Object.hasOwn(DAYS, text))
  );
}

const isClock = (unit: Unit): unit is keyof typeof LENGTH => Object.hasOwn(LENGTH, unit);
const isCalendar = (unit: Unit): unit is keyof typeof MONTHS => Object.hasOwn(MONTHS, unit);

/** So many units fit into all of time. */
const MOST_DAYS = 213_503_982_335;

function checkAmount(amount: number, unit: Unit): void {
  const most = isCalendar(unit)
    ? (Math.floor(MOST_DAYS / 365) + 1) * (12 / MONTHS[unit])
    : (MOST_DAYS * DAY) / (isClock(unit) ? LENGTH[unit] : DAYS[unit] * DAY);
  if (unit !== 'millisecond' && Math.abs(amount) >= most)
    throw location(5976500, `invalid dateAdd 'amount' parameter value: ${amount} ${unit}`);
}

/** Adds calendar units in local time, at most to the end of a month: a month after 31 January is 28 or 29 February. */
export function addUnits(date: Date, unit: Unit, amount: number, zone: Zone = UTC): Date {
  checkAmount(amount, unit);
  const sum = new Date(sumOf(date, unit, amount, zone));
  if (Number.isNaN(sum.getTime())) throw location(5166406, 'dateAdd overflowed');
  return sum;
}

function sumOf(date: Date, unit: Unit, amount: number, zone: Zone): number {
  if (isClock(unit)) return date.getTime() + amount * LENGTH[unit];
  const local = new Date(date.getTime() + zone(date.getTime()));
  if (isCalendar(unit)) {
    const month = local.getUTCMonth() + amount * MONTHS[unit];
    const year = local.getUTCFullYear();
    const lastDay = new Date(utcTime(year, month + 1, 0)).getUTCDate();
    local.setUTCFullYear(year, month, Math.min(local.getUTCDate(), lastDay));
  } else local.setUTCDate(local.getUTCDate() + amount * DAYS[unit]);
  return fromLocal(local.getTime(), zone);
}

/** The start of the bin that holds an instant; bins are counted from the start of the year 2000 in local time. */
export function truncate(date: Date, unit: Unit, bin: number, zone: Zone, startOfWeek: number): Date {
  const time = date.getTime();
  const reference = utcTime(2000, 0, 1);
  if (isClock(unit)) {
    const start = reference - zone(reference);
    const length = LENGTH[unit] * bin;
    return dateAt(start + Math.floor((time - start) / length) * length);
  }
  const local = time + zone(time);
  if (isCalendar(unit)) {
    const length = MONTHS[unit] * bin;
    const months = Math.floor(monthOf(local, 2000) / length) * length;
    return dateAt(fromLocal(utcTime(2000, months, 1), zone));
  }
  // 1 January 2000 was a Saturday.
  const start = unit === 'week' ? reference + ((startOfWeek - 6 + 7) % 7) * DAY : reference;
  const length = DAYS[unit] * bin * DAY;
  return dateAt(fromLocal(start + Math.floor((local - start) / length) * length, zone));
}

function monthOf(local: number, since: number): number {
  const date = new Date(local);
  return (date.getUTCFullYear() - since) * 12 + date.getUTCMonth();
}

/** How many boundaries of a unit lie between two instants in local time. */
export function unitsBetween(start: Date, end: Date, unit: Unit, zone: Zone, startOfWeek: number): number {
  const [before, after] = [zone(start.getTime()), zone(end.getTime())];
  const from = start.getTime() + before;
  const to = end.getTime() + after;
  if (isClock(unit)) {
    const length = LENGTH[unit];
    // What the clock was put forward or back meanwhile did not pass.
    return Math.floor(to / length) - Math.floor(from / length) + Math.trunc((before - after) / length);
  }
  if (isCalendar(unit)) {
    return Math.floor(monthOf(to, 0) / MONTHS[unit]) - Math.floor(monthOf(from, 0) / MONTHS[unit]);
  }
  // 1 January 1970 was a Thursday.
  const shift = unit === 'week' ? (4 - startOfWeek + 7) % 7 : 0;
  const [first, last] = [from, to].map((local) => Math.floor((Math.floor(local / DAY) + shift) / DAYS[unit]));
  return Number(last) - Number(first);
}
