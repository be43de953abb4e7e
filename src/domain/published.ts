import type { Satisfaction, Verdict } from './satisfaction.ts';

/** A figure in the form in which it leaves the system. Shares and means have four decimals; `null` is "there is none". */
export interface PublishedFigure {
  readonly n: number;
  readonly levels: Readonly<Record<'1' | '2' | '3' | '4' | '5', number>>;
  readonly excluded: number;
  readonly satisfied: number;
  readonly dissatisfied: number;
  readonly rate: number | null;
  /** The share of levels 1 and 2, under every definition. */
  readonly dissatisfiedRate: number | null;
  readonly interval: {
    readonly low: number;
    readonly high: number;
    readonly method: string;
    readonly confidence: number;
  } | null;
  readonly target: number | null;
  readonly verdict: Verdict | null;
}

/**
 * Four decimals, half up. The hair added is far above what dividing integers loses and, up to 500 million answers, far
 * below what parts any other quotient from a half.
 */
export const rounded = (value: number): number => Math.floor(value * 10_000 + 0.5 + 1e-9) / 10_000;

/** The figure with its rate and interval rounded; everything that is shown or sent passes through here. */
export function published(figure: Satisfaction): PublishedFigure {
  const { n, levels, excluded, satisfied, dissatisfied, rate, interval, target, verdict } = figure;
  const [one, two, three, four, five] = levels;
  return {
    n,
    levels: { 1: one, 2: two, 3: three, 4: four, 5: five },
    excluded,
    satisfied,
    dissatisfied,
    rate: rate === undefined ? null : rounded(rate),
    dissatisfiedRate: n === 0 ? null : rounded(dissatisfied / n),
    interval: interval ? { ...interval, low: rounded(interval.low), high: rounded(interval.high) } : null,
    target: target ?? null,
    verdict: verdict ?? null,
  };
}
