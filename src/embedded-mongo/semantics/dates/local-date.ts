import { utcTime, type Zone } from './zone.ts';

const DAY = 86_400_000;

export type LocalDate = ReturnType<typeof localDate>;

/** An instant as a calendar in a zone shows it. */
export function localDate(date: Date, zone: Zone) {
  const local = new Date(date.getTime() + zone(date.getTime()));
  const year = local.getUTCFullYear();
  const dayOfYear = Math.floor((local.getTime() - utcTime(year, 0, 1)) / DAY) + 1;
  const weekday = local.getUTCDay();
  return {
    year,
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
    /** 1 to 366 */
    dayOfYear,
    /** 1 is Sunday */
    dayOfWeek: weekday + 1,
    /** 1 is Monday */
    isoDayOfWeek: weekday || 7,
    /** 0 to 53, weeks beginning on Sunday */
    week: Math.floor((dayOfYear - 1 + 7 - weekday) / 7),
    ...isoWeekOf(local),
  };
}

/** The ISO week is that of its Thursday. */
function isoWeekOf(local: Date): { isoWeek: number; isoWeekYear: number } {
  const thursday = new Date(local.getTime() + (4 - (local.getUTCDay() || 7)) * DAY);
  const isoWeekYear = thursday.getUTCFullYear();
  const isoWeek = Math.floor((thursday.getTime() - utcTime(isoWeekYear, 0, 1)) / DAY / 7) + 1;
  return { isoWeek, isoWeekYear };
}

/** The local time, as if it were UTC, at which an ISO week's day begins. */
export function isoWeekStart(year: number, week: number, dayOfWeek: number): number {
  const fourth = utcTime(year, 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() || 7) - 1) * DAY;
  return monday + ((week - 1) * 7 + dayOfWeek - 1) * DAY;
}
