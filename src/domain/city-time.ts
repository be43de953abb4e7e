import { addDays, type CityDay, cityDay } from './city-day.ts';

const formatters = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks of a zone are ahead of UTC at an instant, in milliseconds. */
function ahead(at: number, timeZone: string): number {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
    });
    formatters.set(timeZone, formatter);
  }
  const second = Math.floor(at / 1000) * 1000;
  const parts = Object.fromEntries(formatter.formatToParts(second).map(({ type, value }) => [type, value]));
  const { year, month, day, hour, minute, second: seconds } = parts;
  return Date.parse(`${year?.padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${seconds}Z`) - second;
}

/**
 * The instant at which the clocks of a zone show `HH:MM` on a day; `24:00` is the end of the day. A time that is left
 * out when clocks are put forward counts as the moment they are.
 */
export function cityInstant(day: CityDay, time: string, timeZone: string): Date {
  if (time === '24:00') return cityInstant(addDays(day, 1), '00:00', timeZone);
  const shown = Date.parse(`${day}T${time}:00Z`);
  const first = ahead(shown, timeZone);
  const second = ahead(shown - first, timeZone);
  if (first === second) return new Date(shown - first);
  return new Date(shown - Math.min(second, ahead(shown - second, timeZone)));
}

/** The day that ends with an instant: midnight belongs to the day before, as in "by 24:00". */
export const dayEnding = (at: Date, timeZone: string): CityDay => cityDay(new Date(at.getTime() - 1), timeZone);
