import { addUnits, isUnit, type Unit } from '../dates/units.ts';
import { type Doc, fieldOf, isDocument } from '../document.ts';
import { failedToParse, location } from '../fault.ts';
import { isNumber, toDouble, wholeNumber } from '../numbers.ts';
import { shown } from '../shown.ts';

/** For the sorted documents of a partition: the places [from, to) of each one's window. */
type Bounds = (docs: Doc[]) => (i: number) => [number, number];

/** Reads `window`: the whole partition without one. */
export function boundsOf(window: unknown, order: Record<string, 1 | -1> | undefined): Bounds {
  if (window === undefined) return (docs) => () => [0, docs.length];
  if (!isDocument(window)) throw failedToParse("'window' field must be an object");
  const { documents, range, unit } = window;
  if (documents !== undefined) return byDocuments(pair(documents));
  if (range === undefined) return (docs) => () => [0, docs.length];
  const [path, direction] = Object.entries(order ?? {})[0] ?? [];
  if (path === undefined || Number(direction) !== 1)
    throw location(5339902, 'Range-based bounds require an ascending sortBy a single field');
  if (unit !== undefined && !isUnit(unit)) throw failedToParse(`unknown time unit value: ${shown(unit)}`);
  return byRange(pair(range), path, unit);
}

function pair(bounds: unknown): [unknown, unknown] {
  if (Array.isArray(bounds) && bounds.length === 2) return [bounds[0], bounds[1]];
  throw failedToParse('Window bounds must be a 2-element array');
}

function byDocuments([lower, upper]: [unknown, unknown]): Bounds {
  const from = offset(lower, Number.NEGATIVE_INFINITY);
  const to = offset(upper, Number.POSITIVE_INFINITY);
  return (docs) => (i) => [
    Math.min(docs.length, Math.max(0, i + from)),
    Math.max(0, Math.min(docs.length, i + to + 1)),
  ];
}

function offset(bound: unknown, unbounded: number): number {
  if (bound === 'unbounded') return unbounded;
  if (bound === 'current') return 0;
  const number = wholeNumber(bound);
  if (number === undefined)
    throw failedToParse("Numeric document-based bounds must be an integer, 'current' or 'unbounded'");
  return number;
}

function byRange([lower, upper]: [unknown, unknown], path: string, unit: Unit | undefined): Bounds {
  return (docs) => {
    const keys = docs.map((doc) => keyOf(fieldOf(doc, path), unit !== undefined));
    const edge = (i: number, bound: unknown): number => {
      const key = keys[i] as number;
      if (bound === 'current') return key;
      if (!isNumber(bound)) throw failedToParse("Range-based bounds must be a number, 'current' or 'unbounded'");
      return unit === undefined ? key + toDouble(bound) : addUnits(new Date(key), unit, toDouble(bound)).getTime();
    };
    return (i) => {
      const from = lower === 'unbounded' ? 0 : firstPlace(keys, (key) => key >= edge(i, lower));
      const to = upper === 'unbounded' ? keys.length : firstPlace(keys, (key) => key > edge(i, upper));
      return [from, to];
    };
  };
}

function keyOf(value: unknown, isDate: boolean): number {
  if (isDate && value instanceof Date) return value.getTime();
  if (!isDate && isNumber(value)) return toDouble(value);
  throw location(5429414, 'Invalid range: Expected the sortBy field to be a number or, with a unit, a date');
}

/** The first place of ascending keys at which the condition holds. */
function firstPlace(keys: number[], holds: (key: number) => boolean): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(keys[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}
