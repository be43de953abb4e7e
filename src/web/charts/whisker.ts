import { scaleLinear } from 'd3-scale';
import type { PublishedFigure } from '../../domain/published.ts';
import type { Span } from './span.ts';

/** A dot at the rate and a line over its interval, in a box of `width` by `height`; with the target as an upright line. */
export interface Whisker {
  readonly width: number;
  readonly height: number;
  readonly middle: number;
  readonly x: number;
  readonly low?: number;
  readonly high?: number;
  readonly target?: number;
}

const width = 120;
const height = 20;
const margin = 5;

/** `undefined` when nobody answered. */
export function whisker({ rate, interval, target }: PublishedFigure, span: Span): Whisker | undefined {
  if (rate === null) return undefined;
  const place = scaleLinear(span, [margin, width - margin]).clamp(true);
  const at = (value: number): number => Math.round(place(value) * 10) / 10;
  return {
    width,
    height,
    middle: height / 2,
    x: at(rate),
    ...(interval ? { low: at(interval.low), high: at(interval.high) } : {}),
    ...(target === null ? {} : { target: at(target) }),
  };
}
