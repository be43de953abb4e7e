import type { CityDay } from '../domain/city-day.ts';

/** The first day of the lunar year, as the demo city knows it. */
const tet: readonly CityDay[] = [
  '2017-01-28',
  '2018-02-16',
  '2019-02-05',
  '2020-01-25',
  '2021-02-12',
  '2022-02-01',
  '2023-01-22',
  '2024-02-10',
  '2025-01-29',
  '2026-02-17',
  '2027-02-06',
  '2028-01-26',
  '2029-02-13',
  '2030-02-03',
];

const publicHolidays: ReadonlySet<string> = new Set(['01-01', '04-30', '05-01', '09-01', '09-02']);

/** Days since 1970-01-01. */
export const dayNumber = (day: CityDay): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;

const tetNumbers = tet.map(dayNumber);

/** Days from the nearest Tết, negative before it; `undefined` far from any that is known. */
export function daysFromTet(day: CityDay): number | undefined {
  const number = dayNumber(day);
  return tetNumbers.map((first) => number - first).find((distance) => Math.abs(distance) <= 30);
}

/** How a day is kept: offices open, open on Saturday, or closed. */
export type Openness = 'working' | 'saturday' | 'closed';

export function opennessOf(day: CityDay): Openness {
  const distance = daysFromTet(day);
  if (distance !== undefined && distance >= -2 && distance <= 5) return 'closed';
  if (publicHolidays.has(day.slice(5))) return 'closed';
  // 1970-01-01 was a Thursday.
  const weekday = (dayNumber(day) + 4) % 7;
  return weekday === 0 ? 'closed' : weekday === 6 ? 'saturday' : 'working';
}
