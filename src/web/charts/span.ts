import type { PublishedFigure } from '../../domain/published.ts';

/** The least and the greatest value that a chart shows. */
export type Span = readonly [low: number, high: number];

const step = 0.1;

/** For shares: from the tenth below the least that is shown, at most 80 %, to 100 %. */
export function shareSpan(figures: Iterable<Pick<PublishedFigure, 'interval' | 'rate' | 'target'>>): Span {
  let low = 0.8;
  for (const { interval, rate, target } of figures)
    low = Math.min(low, interval?.low ?? 1, rate ?? 1, (target ?? 1) - step);
  return [Math.max(0, Math.floor(low / step + 1e-9) * step), 1];
}

/** The whole scale of a mean. */
export const meanSpan: Span = [-2, 2];
