import type { Channel } from './channel.ts';
import { bucketOf, type CityDay } from './city-day.ts';
import { type Level, levels } from './questionnaire.ts';

/** How many answered each level, from 1 to 5. */
export type LevelCounts = readonly [number, number, number, number, number];

/** Counts of answers that agree in channel and procedure. Rates are never stored: they are computed from these. */
export interface Cell {
  readonly channel: Channel;
  /** The procedure's code, `''` when none was named. */
  readonly procedure: string;
  readonly levels: LevelCounts;
  /** Answers set aside by a recorded decision; in no rate, but always shown beside it. */
  readonly excluded: number;
}

/** The counts of one agency over one day, or over one month (`start` is its first day). */
export interface Tally {
  readonly agency: string;
  readonly span: 'day' | 'month';
  readonly start: CityDay;
  readonly cells: readonly Cell[];
}

/** What a tally needs to know of an answer. */
export interface Countable {
  readonly channel: Channel;
  readonly procedure?: string;
  readonly score: Level;
  readonly status: 'valid' | 'excluded';
}

export const noCounts: LevelCounts = [0, 0, 0, 0, 0];

export const addCounts = (a: LevelCounts, b: LevelCounts): LevelCounts => [
  a[0] + b[0],
  a[1] + b[1],
  a[2] + b[2],
  a[3] + b[3],
  a[4] + b[4],
];

const order = (a: Cell, b: Cell): number =>
  a.channel < b.channel
    ? -1
    : a.channel > b.channel
      ? 1
      : a.procedure < b.procedure
        ? -1
        : a.procedure > b.procedure
          ? 1
          : 0;

/** Cells of the same channel and procedure added together, in a fixed order. */
export function mergedCells(cells: Iterable<Cell>): Cell[] {
  const merged = new Map<string, Cell>();
  for (const cell of cells) {
    const key = `${cell.channel} ${cell.procedure}`;
    const before = merged.get(key);
    merged.set(
      key,
      before
        ? { ...before, levels: addCounts(before.levels, cell.levels), excluded: before.excluded + cell.excluded }
        : { channel: cell.channel, procedure: cell.procedure, levels: cell.levels, excluded: cell.excluded },
    );
  }
  return [...merged.values()].sort(order);
}

const unit = Object.fromEntries(
  levels.map((level) => [level, levels.map((other) => (other === level ? 1 : 0)) as unknown as LevelCounts]),
) as Readonly<Record<Level, LevelCounts>>;

/** The cells of one bucket counted from its answers. */
export const counted = (answers: Iterable<Countable>): Cell[] =>
  mergedCells(
    (function* () {
      for (const { channel, procedure = '', score, status } of answers)
        yield status === 'valid'
          ? { channel, procedure, levels: unit[score], excluded: 0 }
          : { channel, procedure, levels: noCounts, excluded: 1 };
    })(),
  );

/** The first day of the month of a tally's day, by which monthly tallies are kept. */
export const monthStart = (day: CityDay): CityDay => `${bucketOf(day, 'month')}-01`;
