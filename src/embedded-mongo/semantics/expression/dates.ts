import { Long } from 'bson';
import { formatDate } from '../dates/format.ts';
import { parseDate } from '../dates/parse.ts';
import { addUnits, isUnit, truncate, type Unit, unitsBetween } from '../dates/units.ts';
import { zoneOf } from '../dates/zone.ts';
import { failedToParse, location } from '../fault.ts';
import { wholeNumber } from '../numbers.ts';
import { shown } from '../shown.ts';
import { typeName } from '../type-name.ts';
import { dateOf } from './date-of.ts';
import { isNullish, named, type Operator, type Operators } from './operands.ts';

function unitOf(unit: unknown, name: string): Unit {
  if (isUnit(unit)) return unit;
  throw failedToParse(`${name} parameter 'unit' value cannot be recognized as a time unit: ${shown(unit)}`);
}

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

function weekday(name: unknown): number {
  if (name === undefined) return 0;
  const place = WEEKDAYS.findIndex(
    (day) => day === String(name).toLowerCase() || day.slice(0, 3) === String(name).toLowerCase(),
  );
  if (place < 0) throw failedToParse(`startOfWeek value cannot be recognized as a day of a week: ${shown(name)}`);
  return place;
}

const nullish = (...values: unknown[]): boolean => values.some((value) => value === null);

function adding(sign: 1 | -1, name: string): Operator {
  return named(['startDate', 'unit', 'amount'], ['timezone'], ({ startDate, unit, amount, timezone }) => {
    if (isNullish(startDate) || isNullish(unit) || isNullish(amount) || timezone === null) return null;
    const whole = wholeNumber(amount);
    if (whole === undefined) throw location(5166405, `${name} expects integer amount of time units`);
    return addUnits(dateOf(startDate), unitOf(unit, name), whole * sign, zoneOf(timezone));
  });
}

const dateTrunc = named(['date', 'unit'], ['binSize', 'timezone', 'startOfWeek'], (values) => {
  const { date, unit, binSize = 1, timezone, startOfWeek } = values;
  if (isNullish(date) || isNullish(unit) || nullish(binSize, timezone)) return null;
  const bin = wholeNumber(binSize);
  if (bin === undefined || bin <= 0) throw location(5439018, '$dateTrunc requires binSize to be greater than 0');
  return truncate(dateOf(date), unitOf(unit, '$dateTrunc'), bin, zoneOf(timezone), weekday(startOfWeek));
});

const dateDiff = named(['startDate', 'endDate', 'unit'], ['timezone', 'startOfWeek'], (values) => {
  const { startDate, endDate, unit, timezone, startOfWeek } = values;
  if (isNullish(startDate) || isNullish(endDate) || isNullish(unit) || timezone === null) return null;
  const zone = zoneOf(timezone);
  return Long.fromNumber(
    unitsBetween(dateOf(startDate), dateOf(endDate), unitOf(unit, '$dateDiff'), zone, weekday(startOfWeek)),
  );
});

const dateToString = named(['date'], ['format', 'timezone', 'onNull'], ({ date, format, timezone, onNull }) => {
  if (isNullish(date)) return onNull === undefined ? null : onNull;
  if (nullish(format, timezone)) return null;
  const pattern = format ?? `%Y-%m-%dT%H:%M:%S.%L${timezone === undefined ? 'Z' : ''}`;
  if (typeof pattern !== 'string') throw location(18533, "$dateToString requires that 'format' be a string");
  return formatDate(dateOf(date), pattern, zoneOf(timezone));
});

const dateFromString = named(['dateString'], ['format', 'timezone', 'onError', 'onNull'], (values) => {
  const { dateString, format, timezone, onNull } = values;
  if (isNullish(dateString)) return onNull ?? null;
  if (nullish(format, timezone)) return null;
  try {
    if (typeof dateString !== 'string')
      throw failedToParse(`$dateFromString requires that 'dateString' be a string, found: ${typeName(dateString)}`);
    return parseDate(dateString, zoneOf(timezone), format as string | undefined);
  } catch (error) {
    if ('onError' in values) return values.onError;
    throw error;
  }
});

export const dateOperators: Operators = {
  $dateAdd: adding(1, '$dateAdd'),
  $dateSubtract: adding(-1, '$dateSubtract'),
  $dateDiff: dateDiff,
  $dateTrunc: dateTrunc,
  $dateToString: dateToString,
  $dateFromString: dateFromString,
};
