import { location, MongoServerFault } from '../fault.ts';
import { typeName } from '../type-name.ts';

/** The distance from UTC to local time, in milliseconds, at an instant. */
export type Zone = (time: number) => number;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const OFFSET = /^([+-])(\d{2})(?::?(\d{2}))?$/;

export const UTC: Zone = () => 0;

const zones = new Map<string, Zone>();

/** A zone by its name (`Asia/Ho_Chi_Minh`) or offset (`+07`, `+0700`, `+07:00`); UTC without one. */
export function zoneOf(name: unknown): Zone {
  if (name === undefined) return UTC;
  if (typeof name !== 'string') throw location(40517, `timezone must evaluate to a string, found ${typeName(name)}`);
  let zone = zones.get(name);
  if (!zone) {
    zone = fixedZone(name) ?? namedZone(name);
    zones.set(name, zone);
  }
  return zone;
}

function fixedZone(name: string): Zone | undefined {
  if (name === 'UTC') return UTC;
  const [match, sign, hours, minutes = '0'] = OFFSET.exec(name) ?? [];
  if (match === undefined) return undefined;
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  return offset === 0 ? UTC : () => offset;
}

function namedZone(name: string): Zone {
  const format = formatOf(name);
  const byHour = new Map<number, number>();
  const byDay = new Map<number, number | undefined>();
  const atHour = (hour: number): number => {
    let offset = byHour.get(hour);
    if (offset === undefined) {
      offset = localTime(format, hour * HOUR) - hour * HOUR;
      byHour.set(hour, offset);
    }
    return offset;
  };
  // Asking the platform is slow; on nearly every day the offset is the same at both ends.
  return (time) => {
    const day = Math.floor(time / DAY);
    if (!byDay.has(day)) {
      const start = atHour(day * 24);
      byDay.set(day, start === atHour(day * 24 + 24) ? start : undefined);
    }
    return byDay.get(day) ?? localTime(format, time) - Math.floor(time / 1000) * 1000;
  };
}

/** Names as the zone database writes them; the platform would take any case. */
const NAME = /^[A-Z]/;

function formatOf(name: string): Intl.DateTimeFormat {
  try {
    if (!NAME.test(name)) throw new RangeError(name);
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    throw location(40485, `unrecognized time zone identifier: "${name}"`);
  }
}

function localTime(format: Intl.DateTimeFormat, time: number): number {
  const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, value]));
  const year = Number(parts.year);
  const clock = [parts.hour, parts.minute, parts.second].map(Number);
  return utcTime(parts.era === 'BC' ? 1 - year : year, Number(parts.month) - 1, Number(parts.day), ...clock);
}

/** `Date.UTC` for every year: that one takes 0 to 99 for the twentieth century. */
export function utcTime(year: number, month: number, day: number, hour = 0, minute = 0, second = 0): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return date.setUTCHours(hour, minute, second);
}

/** The date at a time, in milliseconds since 1970. Throws DurationOverflow for times that no date has. */
export function dateAt(time: number): Date {
  const date = new Date(time);
  if (!Number.isNaN(date.getTime())) return date;
  throw new MongoServerFault(159, 'DurationOverflow', 'Overflow casting from a lower-precision duration to a date');
}

/**
 * The instant whose local time is given as if it were UTC. A time that the clock skips counts from before the change:
 * half past two, where two becomes three, is half past three.
 */
export function fromLocal(local: number, zone: Zone): number {
  const near = zone(local);
  const offset = zone(local - near);
  if (near === offset || zone(local - offset) === offset) return local - offset;
  return local - Math.min(near, offset);
}
