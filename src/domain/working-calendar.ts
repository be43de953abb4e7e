import { addDays, type CityDay } from './city-day.ts';
import type { Texts } from './language.ts';

/** A day that has its own name. */
export interface NamedDay extends Texts {
  readonly day: CityDay;
  /** The law or published decision that the day rests on. A day without one is a proposal. */
  readonly source?: string;
}

/** When the city's offices work. Versions are numbered from 1 and never edited. */
export interface WorkingCalendar {
  readonly version: number;
  /** IANA name. */
  readonly timeZone: string;
  /** `HH:MM`, in order, without overlap. */
  readonly officeHours: readonly { readonly from: string; readonly to: string }[];
  /** 0 is Sunday. Never all seven. */
  readonly restWeekdays: readonly number[];
  /** Public holidays and the days that substitute those which fall on days of rest. */
  readonly holidays: readonly NamedDay[];
  /** Made-up days: work on what would be a day of rest. */
  readonly workingDays: readonly NamedDay[];
}

interface Exceptions {
  readonly rest: ReadonlySet<CityDay>;
  readonly work: ReadonlySet<CityDay>;
}

const known = new WeakMap<WorkingCalendar, Exceptions>();

function exceptionsOf(calendar: WorkingCalendar): Exceptions {
  let exceptions = known.get(calendar);
  if (!exceptions) {
    const days = (named: readonly NamedDay[]) => new Set(named.map(({ day }) => day));
    exceptions = { rest: days(calendar.holidays), work: days(calendar.workingDays) };
    known.set(calendar, exceptions);
  }
  return exceptions;
}

export const weekdayOf = (day: CityDay): number => new Date(`${day}T00:00:00Z`).getUTCDay();

export function isWorkingDay(calendar: WorkingCalendar, day: CityDay): boolean {
  const { rest, work } = exceptionsOf(calendar);
  return work.has(day) || !(rest.has(day) || calendar.restWeekdays.includes(weekdayOf(day)));
}

/** The day itself when work is done on it, the first such day after it otherwise. */
export const nextWorkingDay = (calendar: WorkingCalendar, day: CityDay): CityDay =>
  isWorkingDay(calendar, day) ? day : addWorkingDays(calendar, day, 1);

/** The `n`-th working day after a day, or before it when `n` is negative; the day itself when `n` is 0. */
export function addWorkingDays(calendar: WorkingCalendar, day: CityDay, n: number): CityDay {
  const step = Math.sign(n);
  let at = day;
  for (let left = Math.abs(n); left > 0; ) {
    at = addDays(at, step);
    if (isWorkingDay(calendar, at)) left -= 1;
  }
  return at;
}

/** How many working days lie after one day and not after another. */
export function workingDaysWithin(calendar: WorkingCalendar, after: CityDay, upTo: CityDay): number {
  let count = 0;
  for (let day = addDays(after, 1); day <= upTo; day = addDays(day, 1)) if (isWorkingDay(calendar, day)) count += 1;
  return count;
}
