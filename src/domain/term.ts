import type { Allowance } from './allowance.ts';
import { addDays, type CityDay, cityDay } from './city-day.ts';
import { cityInstant } from './city-time.ts';
import { afterOfficeTime, closing, officeTimeBetween } from './office-time.ts';
import { addWorkingDays, nextWorkingDay, type WorkingCalendar, workingDaysWithin } from './working-calendar.ts';

/** A stretch in which nothing is counted. */
export interface Pause {
  readonly from: Date;
  readonly to: Date;
}

/** Something that is to be over within an allowance; of days, the first that counts is the one after `startDay`. */
export interface Term {
  readonly start: Date;
  readonly startDay: CityDay;
  readonly allowance: Allowance;
  /** In order, none touching the next. */
  readonly pauses: readonly Pause[];
}

const minute = 60_000;
/** Milliseconds. */
export const lengthOf = { minutes: minute, hours: 60 * minute, working_hours: 60 * minute } as const;
const dayLength = 24 * 60 * minute;

/** When a term ends; a pause that begins after that moves nothing. */
export function termEnd(term: Term, calendar: WorkingCalendar): Date {
  switch (term.allowance.unit) {
    case 'minutes':
    case 'hours':
    case 'working_hours':
      return timeEnd(term, lengthOf[term.allowance.unit], calendar);
    case 'days':
      return dayEnd(term, calendar);
    case 'working_days':
      return workingDayEnd(term, calendar);
  }
}

function timeEnd(
  { start, allowance: { amount, unit }, pauses }: Term,
  length: number,
  calendar: WorkingCalendar,
): Date {
  const office = unit === 'working_hours';
  const after = (at: Date, time: number) =>
    office ? afterOfficeTime(calendar, at, time) : new Date(at.getTime() + time);
  const between = (from: Date, to: Date) =>
    office ? officeTimeBetween(calendar, from, to) : to.getTime() - from.getTime();
  let end = after(start, amount * length);
  for (const { from, to } of pauses) if (from < end) end = after(end, between(from, to));
  return end;
}

function dayEnd({ startDay, allowance: { amount }, pauses }: Term, calendar: WorkingCalendar): Date {
  const { timeZone } = calendar;
  const over = (day: CityDay) => cityInstant(nextWorkingDay(calendar, day), '24:00', timeZone);
  let last = addDays(startDay, amount);
  for (const { from, to } of pauses) {
    if (from >= over(last)) break;
    const paused = cityDay(from, timeZone);
    const days = (Date.parse(cityDay(to, timeZone)) - Date.parse(paused)) / dayLength;
    // The last day may be one of rest and the pause begin on the working day that stands for it.
    last = addDays(last < paused ? paused : last, days);
  }
  return over(last);
}

function workingDayEnd({ startDay, allowance: { amount }, pauses }: Term, calendar: WorkingCalendar): Date {
  const { timeZone } = calendar;
  let last = addWorkingDays(calendar, startDay, amount);
  for (const { from, to } of pauses) {
    if (from >= closing(calendar, last)) break;
    const paused = cityDay(from, timeZone);
    const resumed = cityDay(to, timeZone);
    if (paused === resumed) continue;
    last = addWorkingDays(calendar, last, workingDaysWithin(calendar, paused, resumed));
    // Paused on its last day and resumed when offices are closed: there must be time left to work in.
    if (closing(calendar, last) <= to) last = addWorkingDays(calendar, resumed, 1);
  }
  return closing(calendar, last);
}
