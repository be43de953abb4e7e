import type { CityDay } from './city-day.ts';
import { type Cell, type Countable, counted, mergedCells, monthStart, type Tally } from './tally.ts';

export type DatedCountable = Countable & { readonly day: CityDay };

/** The cells of each day that has answers. */
export function dayCells(answers: Iterable<DatedCountable>): Map<CityDay, Cell[]> {
  const days = new Map<CityDay, DatedCountable[]>();
  for (const answer of answers) {
    const day = days.get(answer.day);
    if (day) day.push(answer);
    else days.set(answer.day, [answer]);
  }
  return new Map([...days].map(([day, ofDay]) => [day, counted(ofDay)]));
}

/** The cells of each month, added from the tallies of its days. */
export function monthCells(days: Iterable<Tally>): Map<CityDay, Cell[]> {
  const months = new Map<CityDay, Cell[]>();
  for (const { start, cells } of days) {
    const month = months.get(monthStart(start));
    if (month) month.push(...cells);
    else months.set(monthStart(start), [...cells]);
  }
  return new Map([...months].map(([month, cells]) => [month, mergedCells(cells)]));
}

/** A tally that disagrees with the responses it should count. */
export interface Difference {
  readonly agency: string;
  readonly span: Tally['span'];
  readonly start: CityDay;
  readonly stored: readonly Cell[];
  readonly recounted: readonly Cell[];
}

/** Where the stored tallies of one agency differ from a count of all its answers. */
export function differences(
  agency: string,
  stored: readonly Tally[],
  answers: readonly DatedCountable[],
): Difference[] {
  const recounted = {
    day: dayCells(answers),
    month: dayCells(answers.map((answer) => ({ ...answer, day: monthStart(answer.day) }))),
  };
  return (['day', 'month'] as const).flatMap((span) => {
    const kept = new Map(stored.filter((tally) => tally.span === span).map(({ start, cells }) => [start, cells]));
    return [...new Set([...kept.keys(), ...recounted[span].keys()])]
      .sort()
      .map((start) => ({
        agency,
        span,
        start,
        stored: kept.get(start) ?? [],
        recounted: recounted[span].get(start) ?? [],
      }))
      .filter((difference) => text(difference.stored) !== text(difference.recounted));
  });
}

const text = (cells: readonly Cell[]): string =>
  JSON.stringify(cells.map(({ channel, procedure, levels, excluded }) => [channel, procedure, ...levels, excluded]));
