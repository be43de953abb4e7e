import type { Allowance } from './allowance.ts';
import { addDays, cityDay } from './city-day.ts';
import { cityInstant, dayEnding } from './city-time.ts';
import { beforeOfficeTime } from './office-time.ts';
import { lengthOf, type Pause, termEnd } from './term.ts';
import { addWorkingDays, type WorkingCalendar } from './working-calendar.ts';

/** A stretch of time that a clock runs for. */
export interface Run {
  readonly startedAt: Date;
  readonly allowance: Allowance;
  /** While one has no end, the clock stands. */
  readonly pauses: readonly { readonly from: Date; readonly to?: Date }[];
  /** Added to the allowance, or after it when the units differ. */
  readonly extension?: Allowance;
}

/**
 * When a run must be over; `undefined` while a pause is open.
 *
 * Minutes and hours run by the clock, working hours while the offices are open; a pause moves the end by what it took of
 * them. Days are counted as the Civil Code counts them (2015, articles 147 and 148): not the day of the start, up to
 * 24:00 of the last, or of the next working day when the last is one of rest. Working days end when the offices close.
 * A pause takes out the days after the one it began on, up to the one it ended on. What begins when a run is over moves
 * nothing, and a run that was paused in time for a day or more does not end before it is resumed.
 */
export function dueAt(
  { startedAt, allowance, pauses: given, extension }: Run,
  calendar: WorkingCalendar,
): Date | undefined {
  const pauses = joined(given);
  if (!pauses) return undefined;
  const startDay = cityDay(startedAt, calendar.timeZone);
  const added = extension?.unit === allowance.unit ? extension.amount : 0;
  const whole = { unit: allowance.unit, amount: allowance.amount + added };
  const due = termEnd({ start: startedAt, startDay, allowance: whole, pauses }, calendar);
  if (!extension || extension.unit === allowance.unit) return due;
  const rest = pauses.filter(({ to }) => to > due).map(({ from, to }) => ({ from: from > due ? from : due, to }));
  const dueDay = dayEnding(due, calendar.timeZone);
  return termEnd({ start: due, startDay: dueDay, allowance: extension, pauses: rest }, calendar);
}

/** The instant an allowance after another: the end of a run without pauses. */
export const later = (at: Date, allowance: Allowance, calendar: WorkingCalendar): Date =>
  termEnd({ start: at, startDay: cityDay(at, calendar.timeZone), allowance, pauses: [] }, calendar);

/** The instant an allowance before another; days are taken off whole and the hour of the day stays. */
export function earlier(at: Date, { amount, unit }: Allowance, calendar: WorkingCalendar): Date {
  switch (unit) {
    case 'minutes':
    case 'hours':
      return new Date(at.getTime() - amount * lengthOf[unit]);
    case 'working_hours':
      return beforeOfficeTime(calendar, at, amount * lengthOf[unit]);
    case 'days':
    case 'working_days': {
      const { timeZone } = calendar;
      const day = dayEnding(at, timeZone);
      const before = unit === 'days' ? addDays(day, -amount) : addWorkingDays(calendar, day, -amount);
      const sinceMidnight = at.getTime() - cityInstant(day, '00:00', timeZone).getTime();
      return new Date(cityInstant(before, '00:00', timeZone).getTime() + sinceMidnight);
    }
  }
}

/** The pauses in order, made one where they touch; `undefined` when one is open. */
function joined(pauses: Run['pauses']): Pause[] | undefined {
  const result: Pause[] = [];
  for (const { from, to } of pauses.toSorted((a, b) => a.from.getTime() - b.from.getTime())) {
    if (to === undefined) return undefined;
    const last = result.at(-1);
    if (last && from <= last.to) result.splice(-1, 1, { from: last.from, to: to > last.to ? to : last.to });
    else result.push({ from, to });
  }
  return result;
}
