import Holidays from 'date-holidays';
import { addDays, type CityDay } from './domain/city-day.ts';
import { holidayNames } from './domain/holiday-names.ts';
import type { Texts } from './domain/language.ts';
import type { NamedDay } from './domain/working-calendar.ts';

const { newYear, tet, kings, reunification, labour, national } = holidayNames;
/** By the rule of the lunar or solar calendar that the library computes them from. */
const holidays = new Map<string, Texts>([
  ['01-01', newYear],
  ['1 day before vietnamese 1-0-1 P5D', tet],
  ['vietnamese 3-0-10', kings],
  ['04-30', reunification],
  ['05-01', labour],
  ['09-02', national],
]);
const dayLength = 86_400_000;

/** The public holidays of a year as the lunar and the solar calendar give them, without any day that is decided. */
export function publicHolidays(year: number): NamedDay[] {
  const days: NamedDay[] = [];
  for (const { date, start, end, rule } of new Holidays('VN').getHolidays(year)) {
    const names = holidays.get(rule);
    const first: CityDay = date.slice(0, 10);
    const length = Math.round((end.getTime() - start.getTime()) / dayLength);
    if (names) for (let index = 0; index < length; index += 1) days.push({ day: addDays(first, index), ...names });
  }
  return days;
}
