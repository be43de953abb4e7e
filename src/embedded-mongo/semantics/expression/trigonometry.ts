import { location } from '../fault.ts';
import { isNumber, toDouble } from '../numbers.ts';
import { asWideAs, real } from './functions.ts';
import { binaryOrNull, type Operators, shownType } from './operands.ts';

const NAMES = ['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'tanh', 'asinh', 'acosh', 'atanh'] as const;

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

function within(name: (typeof NAMES)[number]): (value: number) => number {
  const [holds, shown] = DOMAINS[name] ?? [() => true, ''];
  return (value) => {
    if (!Number.isNaN(value) && !holds(value))
      throw location(50989, `cannot apply $${name} to ${value}, value must be in ${shown}`);
    return Math[name](value);
  };
}

function angle(a: unknown, b: unknown): unknown {
  if (!isNumber(a) || !isNumber(b))
    throw location(51044, `$atan2 only supports numeric types, not ${shownType(a)} and ${shownType(b)}`);
  return asWideAs(Math.atan2(toDouble(a), toDouble(b)), a, b);
}

export const trigonometryOperators: Operators = {
  ...Object.fromEntries(NAMES.map((name) => [`$${name}`, real(within(name))])),
  $atan2: binaryOrNull(angle),
  $degreesToRadians: real((value) => (value * Math.PI) / 180),
  $radiansToDegrees: real((value) => (value * 180) / Math.PI),
};
