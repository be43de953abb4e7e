import { Int32, Long } from 'bson';
import { type LocalDate, localDate } from '../dates/local-date.ts';
import { zoneOf } from '../dates/zone.ts';
import { type Doc, isDocument, isOperators } from '../document.ts';
import { location } from '../fault.ts';
import { shown } from '../shown.ts';
import { dateOf } from './date-of.ts';
import { givenNullish, isNullish, named, type Operator, type Operators, shownType } from './operands.ts';

/** One part of a date, from `'$at'` or from `{ date, timezone }`. */
function part(read: (local: LocalDate) => unknown): Operator {
  return (operand, compile, _scope, name) => {
    const { date: source, timezone } = dateAndZone(operand, name);
    const date = compile(source);
    const zone = timezone === undefined ? undefined : compile(timezone);
    return (root, variables) => {
      const value = date(root, variables);
      const id = zone?.(root, variables);
      if (zone && isNullish(id)) return null;
      const found = zoneOf(id);
      return isNullish(value) ? null : read(localDate(dateOf(value), found));
    };
  };
}

/** A document whose first field is no operator names the two. */
function dateAndZone(operand: unknown, name: string): Doc {
  if (Array.isArray(operand) && operand.length !== 1)
    throw location(40536, `${name} accepts exactly one argument if given an array, but was given ${operand.length}`);
  const single: unknown = Array.isArray(operand) ? operand[0] : operand;
  if (!isDocument(single) || isOperators(single)) return { date: single };
  const unknown = Object.keys(single).find((key) => key !== 'date' && key !== 'timezone');
  if (unknown) throw location(40535, `unrecognized option to ${name}: "${unknown}"`);
  if (!('date' in single)) throw location(40539, `missing 'date' argument to ${name}, provided: ${shown(single)}`);
  return single;
}

const dateToParts = named(['date'], ['timezone', 'iso8601'], (values) => {
  const { date, timezone, iso8601 = false } = values;
  if (givenNullish(values, 'date', 'timezone', 'iso8601')) return null;
  if (typeof iso8601 !== 'boolean')
    throw location(40521, `iso8601 must evaluate to a bool, found ${shownType(iso8601)}`);
  const local = localDate(dateOf(date), zoneOf(timezone));
  const { hour, minute, second, millisecond } = local;
  const { year, month, day, isoWeekYear, isoWeek, isoDayOfWeek } = local;
  const calendar = iso8601 ? { isoWeekYear, isoWeek, isoDayOfWeek } : { year, month, day };
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
  $dateToParts: dateToParts,
};
