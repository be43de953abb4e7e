import { Long } from 'bson';
import { addUnits, isUnit, truncate, type Unit, unitsBetween } from '../dates/units.ts';
import { zoneOf } from '../dates/zone.ts';
import type { Doc } from '../document.ts';
import { failedToParse, location } from '../fault.ts';
import { wholeNumber } from '../numbers.ts';
import { shown } from '../shown.ts';
import { typeName } from '../type-name.ts';
import { instantOf } from './date-of.ts';
import { givenNullish, named, type Operator, type Operators } from './operands.ts';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** The units of `$dateTrunc` and `$dateDiff`. */
function unitOf(unit: unknown, name: string): Unit {
  if (typeof unit !== 'string')
    throw location(5439013, `${name} requires 'unit' to be a string, but got ${typeName(unit)}`);
  if (isUnit(unit)) return unit;
  throw location(5439014, `${name} parameter 'unit' value cannot be recognized as a time unit: ${unit}`);
}

/** The day that weeks begin on, Sunday unless told otherwise; it counts for weeks alone. */
function firstDay({ unit, startOfWeek: day }: Doc, name: string): number {
  if (unit !== 'week' || day === undefined) return 0;
  if (typeof day !== 'string')
    throw location(5439015, `${name} requires 'startOfWeek' to be a string, but got ${typeName(day)}`);
  const lower = day.toLowerCase();
  const place = WEEKDAYS.findIndex((full) => lower === full || lower === full.slice(0, 3));
  if (place >= 0) return place;
  throw location(5439016, `${name} parameter 'startOfWeek' value cannot be recognized as a day of a week: ${day}`);
}

/** Whether an argument is null that counts. */
const isNull = (values: Doc, ...names: string[]): boolean =>
  givenNullish(values, 'unit', 'timezone', ...names, ...(values.unit === 'week' ? ['startOfWeek'] : []));

function date(value: unknown, code: number, fault: string): Date {
  const instant = instantOf(value);
  if (instant) return instant;
  throw location(code, `${fault}, but got ${typeName(value)}`);
}

function adding(sign: 1 | -1): Operator {
  return named(['startDate', 'unit', 'amount'], ['timezone'], (values, name) => {
    if (givenNullish(values, 'startDate', 'unit', 'amount', 'timezone')) return null;
    const { startDate, unit, amount, timezone } = values;
    const zone = zoneOf(timezone);
    const start = date(startDate, 5166403, `${name} requires startDate to be convertible to a date`);
    if (typeof unit !== 'string') throw location(5166404, `${name} expects string defining the time unit`);
    if (!isUnit(unit)) throw failedToParse(`unknown time unit value: ${unit}`);
    const whole = wholeNumber(amount);
    if (whole === undefined) throw location(5166405, `${name} expects integer amount of time units`);
    return addUnits(start, unit, whole * sign, zone);
  });
}

const dateTrunc = named(['date', 'unit'], ['binSize', 'timezone', 'startOfWeek'], (values, name) => {
  const { binSize = 1 } = values;
  if (isNull(values, 'date', 'binSize')) return null;
  const zone = zoneOf(values.timezone);
  const instant = date(values.date, 5439012, "$dateTrunc requires 'date' to be a date");
  const unit = unitOf(values.unit, name);
  const bin = wholeNumber(binSize);
  if (bin === undefined)
    throw location(5439017, `$dateTrunc requires 'binSize' to be a 64-bit integer, but got value '${shown(binSize)}'`);
  if (bin <= 0) throw location(5439018, `$dateTrunc requires 'binSize' to be greater than 0, but got value ${bin}`);
  return truncate(instant, unit, bin, zone, firstDay(values, name));
});

const dateDiff = named(['startDate', 'endDate', 'unit'], ['timezone', 'startOfWeek'], (values, name) => {
  if (isNull(values, 'startDate', 'endDate')) return null;
  const zone = zoneOf(values.timezone);
  const start = date(values.startDate, 5166307, "$dateDiff requires 'startDate' to be a date");
  const end = date(values.endDate, 5166307, "$dateDiff requires 'endDate' to be a date");
  const unit = unitOf(values.unit, name);
  return Long.fromNumber(unitsBetween(start, end, unit, zone, firstDay(values, name)));
});

export const dateOperators: Operators = {
  $dateAdd: adding(1),
  $dateSubtract: adding(-1),
  $dateDiff: dateDiff,
  $dateTrunc: dateTrunc,
};
