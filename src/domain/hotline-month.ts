import { addMonths, cityDay } from './city-day.ts';
import { cityInstant } from './city-time.ts';

/** Instants from `from` up to but not including `to`. */
export interface Stretch {
  readonly from: Date;
  readonly to: Date;
}

const boundary = (month: string, timeZone: string): Date => cityInstant(`${month}-25`, '12:00', timeZone);

/** So many months after a month `YYYY-MM`, or before it. */
export const monthsOn = (month: string, months: number): string => addMonths(`${month}-01`, months).slice(0, 7);

/** The hotline's month `YYYY-MM`: from the 25th of the month before, 12:00, to its own 25th, 12:00 on the city's clock. */
export const bounds = (month: string, timeZone: string): Stretch => ({
  from: boundary(monthsOn(month, -1), timeZone),
  to: boundary(month, timeZone),
});

/** The hotline's month in which an instant lies, named by the month it ends in. */
export function hotlineMonthOf(at: Date, timeZone: string): string {
  const month = cityDay(at, timeZone).slice(0, 7);
  return at < boundary(month, timeZone) ? month : monthsOn(month, 1);
}

/** The months that a report may go by. */
export const monthKinds = ['hotline', 'calendar'] as const;
export type MonthKind = (typeof monthKinds)[number];

/** The month of either kind in which an instant lies. */
export const monthOf = (kind: MonthKind, at: Date, timeZone: string): string =>
  kind === 'hotline' ? hotlineMonthOf(at, timeZone) : cityDay(at, timeZone).slice(0, 7);

/** Whole months of a kind, `first` to `last`, as one stretch. */
export function stretchOf(kind: MonthKind, first: string, last: string, timeZone: string): Stretch {
  if (kind === 'hotline') return { from: bounds(first, timeZone).from, to: bounds(last, timeZone).to };
  const midnight = (month: string): Date => cityInstant(`${month}-01`, '00:00', timeZone);
  return { from: midnight(first), to: midnight(monthsOn(last, 1)) };
}

/** Every month from `first` to `last`. */
export function monthsFrom(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = monthsOn(month, 1)) months.push(month);
  return months;
}
