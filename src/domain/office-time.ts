import { addDays, type CityDay, cityDay } from './city-day.ts';
import { cityInstant } from './city-time.ts';
import { addWorkingDays, isWorkingDay, nextWorkingDay, type WorkingCalendar } from './working-calendar.ts';

/** A stretch during which offices are open, in milliseconds since 1970. */
interface Opening {
  readonly from: number;
  readonly to: number;
}

const openingsOn = (calendar: WorkingCalendar, day: CityDay): Opening[] =>
  calendar.officeHours.map(({ from, to }) => ({
    from: cityInstant(day, from, calendar.timeZone).getTime(),
    to: cityInstant(day, to, calendar.timeZone).getTime(),
  }));

/** When the offices close on a day. */
export const closing = (calendar: WorkingCalendar, day: CityDay): Date =>
  cityInstant(day, calendar.officeHours.at(-1)?.to ?? '24:00', calendar.timeZone);

/** The instant by which the offices have been open for so many milliseconds since `at`. */
export function afterOfficeTime(calendar: WorkingCalendar, at: Date, milliseconds: number): Date {
  if (milliseconds <= 0) return at;
  let left = milliseconds;
  for (let day = nextWorkingDay(calendar, cityDay(at, calendar.timeZone)); ; day = addWorkingDays(calendar, day, 1))
    for (const { from, to } of openingsOn(calendar, day)) {
      const begin = Math.max(from, at.getTime());
      if (begin + left <= to) return new Date(begin + left);
      left -= Math.max(to - begin, 0);
    }
}

/** The instant since which the offices have been open for so many milliseconds when it is `at`. */
export function beforeOfficeTime(calendar: WorkingCalendar, at: Date, milliseconds: number): Date {
  if (milliseconds <= 0) return at;
  let left = milliseconds;
  for (let day = addDays(cityDay(at, calendar.timeZone), 1); ; ) {
    day = addWorkingDays(calendar, day, -1);
    for (const { from, to } of openingsOn(calendar, day).reverse()) {
      const end = Math.min(to, at.getTime());
      if (end - left >= from) return new Date(end - left);
      left -= Math.max(end - from, 0);
    }
  }
}

/** For how many milliseconds the offices are open between two instants. */
export function officeTimeBetween(calendar: WorkingCalendar, from: Date, to: Date): number {
  let open = 0;
  const last = cityDay(to, calendar.timeZone);
  for (let day = cityDay(from, calendar.timeZone); day <= last; day = addDays(day, 1))
    if (isWorkingDay(calendar, day))
      for (const opening of openingsOn(calendar, day))
        open += Math.max(Math.min(opening.to, to.getTime()) - Math.max(opening.from, from.getTime()), 0);
  return open;
}
