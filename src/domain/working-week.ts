import type { Fault } from './errors.ts';
import type { WorkingCalendar } from './working-calendar.ts';

/** How an ordinary week is worked. */
export type WorkingWeek = Pick<WorkingCalendar, 'officeHours' | 'restWeekdays'>;

const isTime = (text: string): boolean => /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text);

/** What keeps hours and days of rest from being a week. */
export function weekFaults({ officeHours, restWeekdays }: WorkingWeek): Fault[] {
  const faults: Fault[] = [];
  const times = officeHours.flatMap(({ from, to }) => [from, to]);
  if (times.length === 0 || !times.every(isTime))
    faults.push({ pointer: '/officeHours', code: 'deadline:fault-hours' });
  else if (times.some((time, index) => index > 0 && time <= String(times[index - 1])))
    faults.push({ pointer: '/officeHours', code: 'deadline:fault-hours-order' });
  if (new Set(restWeekdays).size >= 7) faults.push({ pointer: '/restWeekdays', code: 'deadline:fault-no-work' });
  return faults;
}
