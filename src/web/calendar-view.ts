import { type CalendarYear, changedDays, withYear } from '../domain/calendar-year.ts';
import { type CityDay, isCityDay } from '../domain/city-day.ts';
import { type WorkingCalendar, weekdayOf, workingDaysWithin } from '../domain/working-calendar.ts';
import type { Translate } from '../locales.ts';
import { type CalendarRow, rowKinds } from './calendar-form.ts';

const fields = ['day', 'kind', 'vi', 'en', 'source'] as const;
const blankRows = 3;
const blank: CalendarRow = { kind: 'holiday', day: '', vi: '', en: '' };

const weekday = (t: Translate, day: CityDay): string => (isCityDay(day) ? t(`deadline:weekday-${weekdayOf(day)}`) : '');

/** The days of a year as rows of the form, in order. */
export const rowsOfYear = ({ holidays, workingDays }: CalendarYear): CalendarRow[] =>
  [
    ...holidays.map((named) => ({ ...named, kind: 'holiday' as const })),
    ...workingDays.map((named) => ({ ...named, kind: 'working' as const })),
  ].sort((a, b) => (a.day < b.day ? -1 : 1));

/** The rows that were given and a few blank ones, each field with what is wrong with it. */
export const shownRows = (t: Translate, rows: readonly CalendarRow[], errors: Readonly<Record<string, string>>) =>
  [...rows.filter(({ day, vi, en }) => day + vi + en !== ''), ...Array.from({ length: blankRows }, () => blank)].map(
    (row, index) => ({
      ...row,
      index,
      place: index + 1,
      weekday: weekday(t, row.day),
      unsure: row.day !== '' && row.source === undefined,
      kinds: rowKinds.map((kind) => ({ kind, words: t(`deadline:kind-${kind}`), chosen: kind === row.kind })),
      errors: Object.fromEntries(fields.map((field) => [field, errors[`${field}-${index}`]])),
    }),
  );

/** What the offices would do otherwise in a year if its days were these. */
export function previewOf(t: Translate, calendar: WorkingCalendar, given: CalendarYear) {
  const after = withYear(calendar, given);
  const year = { from: `${given.year}-01-01`, to: `${given.year}-12-31` };
  const count = (each: WorkingCalendar) => workingDaysWithin(each, `${given.year - 1}-12-31`, year.to);
  return {
    changed: changedDays(calendar, after, year).map(({ day, works }) => ({
      day,
      weekday: weekday(t, day),
      words: t(works ? 'deadline:becomes-working' : 'deadline:becomes-free'),
    })),
    before: count(calendar),
    after: count(after),
  };
}
