import { addUnits, isUnit, type Unit } from '../dates/units.ts';
import { type Doc, fieldOf, isDocument } from '../document.ts';
import { expression } from '../expression.ts';
import { failedToParse, location } from '../fault.ts';
import { isNumber, toDouble, wholeNumber } from '../numbers.ts';
import { shown } from '../shown.ts';
import type { Scope } from '../variables.ts';

/** For the sorted documents of a partition: the places [from, to) of each one's window. */
type Bounds = (docs: Doc[]) => (i: number) => [number, number];

/** `unbounded`, or a distance from the current document: itself is at 0. */
type Bound = 'unbounded' | number;

const WHOLE: Bounds = (docs) => () => [0, docs.length];

/** Reads `window`: the whole partition without one. */
export function boundsOf(window: unknown, order: Doc | undefined, scope: Scope): Bounds {
  if (window === undefined) return WHOLE;
  if (!isDocument(window)) throw failedToParse("'window' field must be an object");
  const { documents, range, unit, ...others } = window;
  if (documents !== undefined && range !== undefined)
    throw failedToParse("Window bounds can specify either 'documents' or 'unit', not both.");
  if (unit !== undefined && range === undefined)
    throw failedToParse("Window bounds can only specify 'unit' with range-based bounds.");
  if (Object.keys(others).length > 0)
    throw failedToParse(
      "'window' field can only contain 'documents' as the only argument or 'range' with an optional 'unit' field",
    );
  if (documents !== undefined) return documentBounds(documents, order, scope);
  return range === undefined ? WHOLE : rangeBounds(range, unit, order, scope);
}

function documentBounds(spec: unknown, order: Doc | undefined, scope: Scope): Bounds {
  const [lower, upper] = pair(spec, scope, (value) => {
    const number = wholeNumber(value);
    if (number === undefined) throw failedToParse('Numeric document-based bounds must be an integer');
    return number;
  });
  if (!order && (lower !== 'unbounded' || upper !== 'unbounded'))
    throw location(5339901, 'Document-based bounds require a sortBy');
  const from = lower === 'unbounded' ? Number.NEGATIVE_INFINITY : lower;
  const to = upper === 'unbounded' ? Number.POSITIVE_INFINITY : upper;
  return (docs) => (i) => [
    Math.min(docs.length, Math.max(0, i + from)),
    Math.max(0, Math.min(docs.length, i + to + 1)),
  ];
}

function rangeBounds(spec: unknown, unit: unknown, order: Doc | undefined, scope: Scope): Bounds {
  if (unit !== undefined && typeof unit !== 'string') throw failedToParse("'unit' must be a string");
  if (unit !== undefined && !isUnit(unit)) throw failedToParse(`unknown time unit value: ${unit}`);
  const bounds = pair(spec, scope, (value) => {
    if (unit !== undefined && wholeNumber(value) === undefined)
      throw failedToParse("With 'unit', range-based bounds must be an integer");
    if (!isNumber(value)) throw failedToParse('Range-based bounds expression must be a number');
    return toDouble(value);
  });
  const [[path, direction] = [], ...more] = Object.entries(order ?? {});
  if (path === undefined || more.length > 0)
    throw location(5339902, 'Range-based bounds require sortBy a single field');
  if (toDouble(direction) !== 1) throw location(8947401, 'Range-based bounds require an ascending sortBy');
  return byRange(bounds, path, unit);
}

/** Both ends; the lower one may not lie above the upper one. */
function pair(spec: unknown, scope: Scope, numberOf: (value: unknown) => number): [Bound, Bound] {
  if (!Array.isArray(spec) || spec.length !== 2)
    throw failedToParse(`Window bounds must be a 2-element array: ${shown(spec)}`);
  const [lower, upper] = spec.map((end): Bound => {
    if (end === 'unbounded') return end;
    if (end === 'current') return 0;
    if (typeof end === 'string') throw failedToParse("Window bounds must be 'unbounded', 'current', or a number.");
    return numberOf(expression(end, scope)({}, scope.variables));
  }) as [Bound, Bound];
  if (typeof lower === 'number' && typeof upper === 'number' && lower > upper)
    throw location(5339900, `Lower bound must not exceed upper bound: [${lower}, ${upper}]`);
  return [lower, upper];
}

function byRange([lower, upper]: [Bound, Bound], path: string, unit: Unit | undefined): Bounds {
  return (docs) => {
    const keys = docs.map((doc) => keyOf(fieldOf(doc, path), unit !== undefined));
    const edge = (i: number, distance: number): number => {
      const key = keys[i] as number;
      return unit === undefined ? key + distance : addUnits(new Date(key), unit, distance).getTime();
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
