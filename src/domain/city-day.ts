/** A calendar day in the city, `YYYY-MM-DD`. Days compare as strings. */
export type CityDay = string;

/** The grains in which figures are grouped by time. */
export const grains = ['day', 'month', 'quarter', 'year'] as const;
export type Grain = (typeof grains)[number];

const formatters = new Map<string, Intl.DateTimeFormat>();

/** The day that an instant falls on in the city. `timeZone` is an IANA name. */
export function cityDay(at: Date, timeZone: string): CityDay {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formatters.set(timeZone, formatter);
  }
  // Years before 1000 come without their zeros, and days would no longer compare as strings.
  return formatter.format(at).padStart(10, '0');
}

/** True for a day that exists: 2017-02-30 does not. */
export function isCityDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().slice(0, 10) === text;
}

const utc = (day: CityDay): Date => new Date(`${day}T00:00:00Z`);
const dayOf = (at: Date): CityDay => at.toISOString().slice(0, 10);

export function addDays(day: CityDay, days: number): CityDay {
  const at = utc(day);
  at.setUTCDate(at.getUTCDate() + days);
  return dayOf(at);
}

/** The same day of another month; the month's last day where that day does not exist (31 January + 1 = 28 February). */
export function addMonths(day: CityDay, months: number): CityDay {
  const at = utc(firstOfMonth(day));
  at.setUTCMonth(at.getUTCMonth() + months);
  const wanted = Number(day.slice(8));
  const last = Number(lastOfMonth(dayOf(at)).slice(8));
  at.setUTCDate(Math.min(wanted, last));
  return dayOf(at);
}

export const firstOfMonth = (day: CityDay): CityDay => `${day.slice(0, 7)}-01`;

export function lastOfMonth(day: CityDay): CityDay {
  const at = utc(firstOfMonth(day));
  at.setUTCMonth(at.getUTCMonth() + 1, 0);
  return dayOf(at);
}

/** The bucket a day belongs to: `2017-04-03`, `2017-04`, `2017-Q2` or `2017`. */
export function bucketOf(day: CityDay, grain: Grain): string {
  switch (grain) {
    case 'day':
      return day;
    case 'month':
      return day.slice(0, 7);
    case 'quarter':
      return `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
    case 'year':
      return day.slice(0, 4);
  }
}

/** City days, both ends included. */
export interface Period {
  readonly from: CityDay;
  readonly to: CityDay;
}

/** The twelve months that end with `today`: the period of a figure when nobody names one. */
export const lastTwelveMonths = (today: CityDay): Period => ({ from: addDays(addMonths(today, -12), 1), to: today });

/** The whole months inside a period, and the days left over at its two ends. */
export function monthsWithin({ from, to }: Period): { months?: Period; days: Period[] } {
  const first = from === firstOfMonth(from) ? from : addDays(lastOfMonth(from), 1);
  const last = to === lastOfMonth(to) ? to : addDays(firstOfMonth(to), -1);
  if (first > last) return { days: from > to ? [] : [{ from, to }] };
  const days: Period[] = [];
  if (from < first) days.push({ from, to: addDays(first, -1) });
  if (to > last) days.push({ from: addDays(last, 1), to });
  return { months: { from: first, to: last }, days };
}
