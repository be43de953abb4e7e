import type { PublishedFigure } from '../../domain/published.ts';

export interface LevelSegment {
  readonly level: string;
  readonly x: number;
  readonly width: number;
}

const total = 1000;

/** One bar cut by the shares of the levels, the best first, over a width of 1000; levels that nobody chose have no segment. */
export function levelBar({ n, levels }: Pick<PublishedFigure, 'n' | 'levels'>): LevelSegment[] {
  let before = 0;
  return Object.entries(levels)
    .reverse()
    .map(([level, count]) => {
      const x = Math.round((total * before) / n);
      before += count;
      return { level, x, width: Math.round((total * before) / n) - x };
    })
    .filter((segment) => segment.width > 0);
}
