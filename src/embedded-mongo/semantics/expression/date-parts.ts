import { Int32, Long } from 'bson';
import { isoWeekStart, type LocalDate, localDate } from '../dates/local-date.ts';
import { fromLocal, utcTime, zoneOf } from '../dates/zone.ts';
import { isDocument } from '../document.ts';
import { location } from '../fault.ts';
import { wholeNumber } from '../numbers.ts';
import { dateOf } from './date-of.ts';
import { isNullish, named, type Operator, type Operators } from './operands.ts';

/** One part of a date, from `'$at'` or from `{ date, timezone }`. */
function part(read: (local: LocalDate) => unknown): Operator {
  return (operand, compile) => {
    const [single = operand] = Array.isArray(operand) && operand.length === 1 ? operand : [operand];
    const withZone = isDocument(single) && 'date' in single;
    const date = compile(withZone ? single.date : single);
    const zone = withZone && 'timezone' in single ? compile(single.timezone) : undefined;
    return (root, variables) => {
      const value = date(root, variables);
      const name = zone?.(root, variables);
      if (isNullish(value) || name === null || (zone && name === undefined)) return null;
      return read(localDate(dateOf(value), zoneOf(name)));
    };
  };
}

const nullish = (...values: unknown[]): boolean => values.some((value) => value === null);

const PARTS = [
  'year',
  'month',
  'day',
  'isoWeekYear',
  'isoWeek',
  'isoDayOfWeek',
  'hour',
  'minute',
  'second',
  'millisecond',
];

const dateFromParts = named([], [...PARTS, 'timezone'], (values) => {
  const { timezone, ...parts } = values;
  if (nullish(timezone, ...Object.values(parts)) || Object.keys(parts).some((name) => parts[name] === undefined))
    return null;
  const number = (name: string, otherwise: number): number => {
    const whole = name in parts ? wholeNumber(parts[name]) : otherwise;
    if (whole === undefined) throw location(40515, `'${name}' must evaluate to an integer`);
    return whole;
  };
  if (!('year' in parts) && !('isoWeekYear' in parts))
    throw location(40516, "$dateFromParts requires either 'year' or 'isoWeekYear' to be present");
  const day =
    'isoWeekYear' in parts
      ? isoWeekStart(number('isoWeekYear', 1970), number('isoWeek', 1), number('isoDayOfWeek', 1))
      : utcTime(number('year', 1970), number('month', 1) - 1, number('day', 1));
  const clock =
    ((number('hour', 0) * 60 + number('minute', 0)) * 60 + number('second', 0)) * 1000 + number('millisecond', 0);
  return new Date(fromLocal(day + clock, zoneOf(timezone)));
});

const dateToParts = named(['date'], ['timezone', 'iso8601'], ({ date, timezone, iso8601 }) => {
  if (isNullish(date) || nullish(timezone, iso8601)) return null;
  const local = localDate(dateOf(date), zoneOf(timezone));
  const { hour, minute, second, millisecond } = local;
  const { year, month, day, isoWeekYear, isoWeek, isoDayOfWeek } = local;
  const calendar = iso8601 === true ? { isoWeekYear, isoWeek, isoDayOfWeek } : { year, month, day };
  const parts = { ...calendar, hour, minute, second, millisecond };
  return Object.fromEntries(Object.entries(parts).map(([name, value]) => [name, new Int32(value)]));
});

const int = (read: (local: LocalDate) => number): Operator => part((local) => new Int32(read(local)));

export const datePartOperators: Operators = {
  $year: int((local) => local.year),
  $month: int((local) => local.month),
  $dayOfMonth: int((local) => local.day),
  $dayOfYear: int((local) => local.dayOfYear),
  $dayOfWeek: int((local) => local.dayOfWeek),
  $isoDayOfWeek: int((local) => local.isoDayOfWeek),
  $week: int((local) => local.week),
  $isoWeek: int((local) => local.isoWeek),
  $isoWeekYear: part((local) => Long.fromNumber(local.isoWeekYear)),
  $hour: int((local) => local.hour),
  $minute: int((local) => local.minute),
  $second: int((local) => local.second),
  $millisecond: int((local) => local.millisecond),
  $dateFromParts: dateFromParts,
  $dateToParts: dateToParts,
};
