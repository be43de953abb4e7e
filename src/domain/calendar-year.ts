import { addDays, type CityDay, isCityDay, type Period } from './city-day.ts';
import type { Fault } from './errors.ts';
import { isWorkingDay, type NamedDay, type WorkingCalendar, weekdayOf } from './working-calendar.ts';

/** The days of one year that are not as its weeks are. */
export interface CalendarYear {
  readonly year: number;
  readonly holidays: readonly NamedDay[];
  readonly workingDays: readonly NamedDay[];
}

const lists = ['holidays', 'workingDays'] as const;

const liesIn = (day: CityDay, year: number): boolean => day.startsWith(`${String(year).padStart(4, '0')}-`);

export const yearOf = (calendar: WorkingCalendar, year: number): CalendarYear => ({
  year,
  holidays: calendar.holidays.filter(({ day }) => liesIn(day, year)),
  workingDays: calendar.workingDays.filter(({ day }) => liesIn(day, year)),
});

/** The calendar with these days in place of all it had for their year. */
export function withYear(calendar: WorkingCalendar, given: CalendarYear): WorkingCalendar {
  const merged = (list: (typeof lists)[number]): NamedDay[] =>
    [...calendar[list].filter(({ day }) => !liesIn(day, given.year)), ...given[list]].sort((a, b) =>
      a.day < b.day ? -1 : 1,
    );
  return { ...calendar, holidays: merged('holidays'), workingDays: merged('workingDays') };
}

/** What keeps these days from being a year of the calendar; pointers name them by list and place in it. */
export function yearFaults({ restWeekdays }: WorkingCalendar, given: CalendarYear): Fault[] {
  const faults: Fault[] = [];
  const seen = new Set<CityDay>();
  for (const list of lists)
    for (const [index, { day, vi, en }] of given[list].entries()) {
      const at = `/${list}/${index}`;
      const wrong = (field: string, code: string, params: Fault['params'] = {}) =>
        faults.push({ pointer: `${at}/${field}`, code, params });
      if (vi === '') wrong('vi', 'deadline:fault-name-missing');
      if (en === '') wrong('en', 'deadline:fault-name-missing');
      if (!isCityDay(day)) wrong('day', 'day-form');
      else if (!liesIn(day, given.year)) wrong('day', 'deadline:fault-other-year', { year: given.year });
      else if (seen.has(day)) wrong('day', 'deadline:fault-day-twice');
      else if (list === 'workingDays' && !restWeekdays.includes(weekdayOf(day)))
        wrong('day', 'deadline:fault-works-anyway');
      seen.add(day);
    }
  return faults;
}

/** The days of a period that are worked on under one calendar and not under another, and whether the second works. */
export function changedDays(before: WorkingCalendar, after: WorkingCalendar, { from, to }: Period) {
  const changed: { readonly day: CityDay; readonly works: boolean }[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    const works = isWorkingDay(after, day);
    if (works !== isWorkingDay(before, day)) changed.push({ day, works });
  }
  return changed;
}
