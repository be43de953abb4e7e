import { addDays, type CityDay } from './city-day.ts';
import { substituteFor } from './holiday-names.ts';
import { isWorkingDay, type NamedDay, nextWorkingDay, type WorkingCalendar, weekdayOf } from './working-calendar.ts';

/** The day beside the 2nd of September that is free with it: the one that lies nearer to a day of rest. */
function besideNationalDay(year: number, restWeekdays: readonly number[]): CityDay {
  const rests = (day: CityDay) => restWeekdays.includes(weekdayOf(day));
  const [before, after] = [`${year}-09-01`, `${year}-09-03`];
  return !rests(after) && (rests(before) || rests(addDays(after, 1))) ? after : before;
}

/**
 * What the law asks for besides the holidays of a year: a second day for National Day, and a working day free for each
 * holiday that falls on a day of rest. Which days are swapped and made up, the Prime Minister's yearly decision says.
 */
export function completedHolidays(year: number, holidays: readonly NamedDay[], calendar: WorkingCalendar): NamedDay[] {
  const national = holidays.find(({ day }) => day === `${year}-09-02`);
  const all = [...holidays];
  if (national) all.push({ vi: national.vi, en: national.en, day: besideNationalDay(year, calendar.restWeekdays) });
  all.sort((a, b) => (a.day < b.day ? -1 : 1));
  const within = (days: readonly NamedDay[]): WorkingCalendar => ({ ...calendar, holidays: days, workingDays: [] });
  const bare = within([]);
  const completed = [...all];
  for (const holiday of all)
    if (!isWorkingDay(bare, holiday.day))
      completed.push({ ...substituteFor(holiday), day: nextWorkingDay(within(completed), holiday.day) });
  return completed.sort((a, b) => (a.day < b.day ? -1 : 1));
}
