import type { CallingRules } from './campaign.ts';
import { addDays, type CityDay, cityDay } from './city-day.ts';
import { cityInstant } from './city-time.ts';
import type { CallingWindow } from './survey-case.ts';
import { type WorkingCalendar, weekdayOf } from './working-calendar.ts';

const noon = '12:00';
const eveningFrom = '17:00';

/** The stretch of the week that an instant falls into in the city: at weekends one, on other days three. */
export function windowAt(at: Date, timeZone: string): CallingWindow {
  const day = cityDay(at, timeZone);
  if ([0, 6].includes(weekdayOf(day))) return 'weekend';
  const before = (time: string): boolean => at < cityInstant(day, time, timeZone);
  return before(noon) ? 'morning' : before(eveningFrom) ? 'afternoon' : 'evening';
}

/** Whether people may be called on a day. Public holidays are those of the city's calendar. */
export const isCallingDay = (
  { weekdays, onHolidays }: CallingRules,
  calendar: WorkingCalendar,
  day: CityDay,
): boolean =>
  weekdays.includes(weekdayOf(day)) && (onHolidays || !calendar.holidays.some((holiday) => holiday.day === day));

/** Longest stretch without a day for calling that is looked over; Tết is some ten days. */
const mostDays = 60;

/** The instant itself when people may be called then, the next at which they may otherwise; none in sixty days: undefined. */
export function callableAt(rules: CallingRules, calendar: WorkingCalendar, from: Date): Date | undefined {
  const { timeZone } = calendar;
  const first = cityDay(from, timeZone);
  for (let ahead = 0; ahead <= mostDays; ahead += 1) {
    const day = addDays(first, ahead);
    if (!isCallingDay(rules, calendar, day)) continue;
    const [opens, closes] = [cityInstant(day, rules.from, timeZone), cityInstant(day, rules.to, timeZone)];
    if (from < opens) return opens;
    if (from < closes) return from;
  }
  return undefined;
}

export const mayCall = (rules: CallingRules, calendar: WorkingCalendar, at: Date): boolean =>
  callableAt(rules, calendar, at)?.getTime() === at.getTime();
