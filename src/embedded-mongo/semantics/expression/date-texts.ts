import { checkFormat, formatDate, WRITTEN } from '../dates/format.ts';
import { parseDate, READ } from '../dates/parse.ts';
import { UTC, zoneOf } from '../dates/zone.ts';
import { conversionFailure, location, type MongoServerFault } from '../fault.ts';
import { shown } from '../shown.ts';
import { dateOf } from './date-of.ts';
import { givenNullish, isNullish, named, type Operators, shownType } from './operands.ts';

/** A format that is given, checked before anything else is looked at. */
function formatOf(format: unknown, letters: ReadonlySet<string>, name: string, code: number): string | undefined {
  if (isNullish(format)) return undefined;
  if (typeof format !== 'string')
    throw location(
      code,
      `${name} requires that 'format' be a string, found: ${shownType(format)} with value ${shown(format)}`,
    );
  checkFormat(format, letters);
  return format;
}

const dateToString = named(['date'], ['format', 'timezone', 'onNull'], (values) => {
  const { date, timezone, onNull } = values;
  const format = formatOf(values.format, WRITTEN, '$dateToString', 18533);
  const zone = zoneOf(timezone ?? undefined);
  if (isNullish(date)) return 'onNull' in values ? onNull : null;
  if (givenNullish(values, 'format', 'timezone')) return null;
  return formatDate(dateOf(date), format ?? `%Y-%m-%dT%H:%M:%S.%L${zone === UTC ? 'Z' : ''}`, zone);
});

/** `onError` is for texts that are no dates, not for wrong formats and zones. */
const dateFromString = named(['dateString'], ['format', 'timezone', 'onError', 'onNull'], (values) => {
  const { dateString, timezone, onNull } = values;
  const format = formatOf(values.format, READ, '$dateFromString', 40684);
  const zone = zoneOf(timezone ?? undefined);
  if (isNullish(dateString)) return 'onNull' in values ? onNull : null;
  try {
    const text = textOf(dateString);
    return givenNullish(values, 'format', 'timezone') ? null : parseDate(text, zone, format);
  } catch (error) {
    if ('onError' in values && (error as MongoServerFault).codeName === 'ConversionFailure') return values.onError;
    throw error;
  }
});

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  throw conversionFailure(
    `$dateFromString requires that 'dateString' be a string, found: ${shownType(value)} with value ${shown(value)}`,
  );
}

export const dateTextOperators: Operators = { $dateToString: dateToString, $dateFromString: dateFromString };
