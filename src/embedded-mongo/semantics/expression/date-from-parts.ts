import { isoWeekStart } from '../dates/local-date.ts';
import { dateAt, fromLocal, utcTime, zoneOf } from '../dates/zone.ts';
import { type Doc, isDocument } from '../document.ts';
import { location } from '../fault.ts';
import { wholeNumber } from '../numbers.ts';
import { shown } from '../shown.ts';
import { givenNullish, named, type Operator, type Operators, shownType } from './operands.ts';

const CALENDAR = ['year', 'month', 'day'];
const ISO = ['isoWeekYear', 'isoWeek', 'isoDayOfWeek'];
const CLOCK = ['hour', 'minute', 'second', 'millisecond'];

/** What is too much for a part is carried over: month 14 is February of the next year. */
const fromParts = named([], [...CALENDAR, ...ISO, ...CLOCK, 'timezone'], (values) => {
  if (givenNullish(values, ...Object.keys(values))) return null;
  const zone = zoneOf(values.timezone);
  const [hour, minute] = [bounded(values, 'hour', 0), bounded(values, 'minute', 0)];
  const [second, millisecond] = [part(values, 'second', 0), part(values, 'millisecond', 0)];
  const clock = ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
  const day = 'isoWeekYear' in values ? isoDay(values) : calendarDay(values);
  return dateAt(fromLocal(day + clock, zone));
});

function calendarDay(values: Doc): number {
  const year = yearOf(values, 'year', 40523);
  return utcTime(year, bounded(values, 'month', 1) - 1, bounded(values, 'day', 1));
}

function isoDay(values: Doc): number {
  const year = yearOf(values, 'isoWeekYear', 31095);
  return isoWeekStart(year, bounded(values, 'isoWeek', 1), bounded(values, 'isoDayOfWeek', 1));
}

function yearOf(values: Doc, name: string, code: number): number {
  const year = part(values, name, 1970);
  if (year >= 0 && year <= 9999) return year;
  throw location(code, `'${name}' must evaluate to an integer in the range 0 to 9999, found ${year}`);
}

const MOST = 32_767;

function bounded(values: Doc, name: string, otherwise: number): number {
  const number = part(values, name, otherwise);
  if (number >= -MOST - 1 && number <= MOST) return number;
  const range = `[${-MOST - 1}, ${MOST}]`;
  throw location(31034, `'${name}' must evaluate to a value in the range ${range}; value ${number} is not in range`);
}

function part(values: Doc, name: string, otherwise: number): number {
  if (!(name in values)) return otherwise;
  const number = wholeNumber(values[name]);
  if (number !== undefined) return number;
  const found = `${shownType(values[name])} with value ${shown(values[name])}`;
  throw location(40515, `'${name}' must evaluate to an integer, found ${found}`);
}

const dateFromParts: Operator = (operand, compile, scope, name) => {
  const evaluate = fromParts(operand, compile, scope, name);
  const given = (names: string[]): boolean => isDocument(operand) && names.some((part) => part in operand);
  if (!given(['year', 'isoWeekYear']))
    throw location(40516, "$dateFromParts requires either 'year' or 'isoWeekYear' to be present");
  if (given(['year']) && given(ISO))
    throw location(40489, '$dateFromParts does not allow mixing natural dates with ISO dates');
  if (given(['isoWeekYear']) && given(CALENDAR))
    throw location(40525, '$dateFromParts does not allow mixing ISO dates with natural dates');
  return evaluate;
};

export const dateFromPartsOperators: Operators = { $dateFromParts: dateFromParts };
