import { location } from '../fault.ts';
import { isNumber, toDouble } from '../numbers.ts';
import { asWideAs, real } from './functions.ts';
import { binary, isNullish, type Operators, shownType } from './operands.ts';

const FUNCTIONS = [
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'asinh',
  'acosh',
  'atanh',
] as const;

/** Where not every number will do. */
const DOMAINS: Partial<Record<string, [holds: (value: number) => boolean, shown: string]>> = {
  sin: [Number.isFinite, '(-inf,inf)'],
  cos: [Number.isFinite, '(-inf,inf)'],
  tan: [Number.isFinite, '(-inf,inf)'],
  asin: [(value) => Math.abs(value) <= 1, '[-1,1]'],
  acos: [(value) => Math.abs(value) <= 1, '[-1,1]'],
  acosh: [(value) => value >= 1, '[1,inf]'],
  atanh: [(value) => Math.abs(value) <= 1, '[-1,1]'],
};

function within(name: (typeof FUNCTIONS)[number]): (value: number) => number {
  const [holds, shown] = DOMAINS[name] ?? [() => true, ''];
  return (value) => {
    if (!Number.isNaN(value) && !holds(value))
      throw location(50989, `cannot apply $${name} to ${value}, value must be in ${shown}`);
    return Math[name](value);
  };
}

function angle(a: unknown, b: unknown): unknown {
  if (isNullish(a) || isNullish(b)) return null;
  if (!isNumber(a) || !isNumber(b))
    throw location(51044, `$atan2 only supports numeric types, not ${shownType(a)} and ${shownType(b)}`);
  return asWideAs(Math.atan2(toDouble(a), toDouble(b)), a, b);
}

export const trigonometryOperators: Operators = {
  ...Object.fromEntries(FUNCTIONS.map((name) => [`$${name}`, real(`$${name}`, within(name))])),
  $atan2: binary(angle),
  $degreesToRadians: real('$degreesToRadians', (value) => (value * Math.PI) / 180),
  $radiansToDegrees: real('$radiansToDegrees', (value) => (value * 180) / Math.PI),
};
