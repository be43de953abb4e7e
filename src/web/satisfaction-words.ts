import type { Language } from '../domain/language.ts';
import type { PublishedFigure } from '../domain/published.ts';
import type { DefinitionCode } from '../domain/satisfaction.ts';
import type { Translate } from '../locales.ts';
import { number, percent } from './figures.ts';

/** How figures under one definition are written in one language. */
export interface FigureWords {
  /** A share as a percentage, a mean with its sign. */
  value(value: number, digits?: number): string;
  /** A target as it was set: `90 %`, `92,50 %`. */
  target(value: number): string;
  /** `88,2–97,0 %`; empty without an interval. */
  interval(figure: Pick<PublishedFigure, 'interval'>, digits?: number): string;
  /** `2017-04` as 04/2017, `2017-Q2` as a quarter; `short` for the axis of a chart. */
  bucket(bucket: string, short?: 'short'): string;
}

export function figureWords(t: Translate, language: Language, definition: DefinitionCode): FigureWords {
  const value = (given: number, digits = 2): string =>
    definition === 'MEAN' ? signed(given, language, digits) : percent(given, language, digits);
  return {
    value,
    target: (given) => percent(given, language, Number.isInteger(Math.round(given * 10_000) / 100) ? 0 : 2),
    interval: ({ interval }, digits = 1) =>
      interval
        ? t('satisfaction:between', {
            low: value(interval.low, digits).replace(/\s*%$/u, ''),
            high: value(interval.high, digits),
          })
        : '',
    bucket(bucket, short) {
      const [year = '', part = ''] = bucket.split('-');
      const shown = short ? year.slice(2) : year;
      return part.startsWith('Q')
        ? t('satisfaction:quarter', { quarter: part.slice(1), year: shown })
        : `${part}/${shown}`;
    },
  };
}

const signed = (value: number, language: Language, digits: number): string => {
  const text = number(Math.abs(value), language, digits);
  return Number(value.toFixed(digits)) === 0 ? text : `${value < 0 ? '−' : '+'}${text}`;
};
