import type { InterviewRecord } from './integrity-record.ts';

/** What interviewers are compared in. */
export interface Measure {
  /** Only interviews of the same cell are compared with each other: of the same stratum and mode, say. */
  readonly cell: (record: InterviewRecord) => string;
  /** 0 or 1 for what an interview is or is not, else any number; undefined leaves it out. */
  readonly value: (record: InterviewRecord) => number | undefined;
  readonly kind: 'share' | 'number';
}

interface Valued {
  readonly case: string;
  readonly value: number;
}
/** By cell and interviewer. */
export type Cells = ReadonlyMap<string, Map<string, Valued[]>>;

/** An interviewer's part of a cell. */
interface Part {
  readonly drawn: number;
  readonly all: number;
  /** Sum of the values in the cell. */
  readonly sum: number;
}

/** What an interviewer found and what a blind draw from the same cells would have, summed over the cells. */
export interface Tally {
  readonly interviewer: string;
  readonly parts: Part[];
  interviews: number;
  observed: number;
  expected: number;
  variance: number;
  /** Interviews as far as the others have the like of them: n (N - n) / N. */
  weight: number;
}

export function inCells(records: readonly InterviewRecord[], measure: Measure): Cells {
  const cells = new Map<string, Map<string, Valued[]>>();
  for (const record of records) {
    const value = measure.value(record);
    if (value === undefined) continue;
    const key = measure.cell(record);
    const cell = cells.get(key) ?? new Map<string, Valued[]>();
    cells.set(key, cell);
    const own = cell.get(record.interviewer) ?? [];
    cell.set(record.interviewer, own);
    own.push({ case: record.case, value });
  }
  return cells;
}

/** Sum and sum of squares about the mean. */
function moments(values: readonly number[]): { sum: number; squares: number } {
  const sum = values.reduce((all, value) => all + value, 0);
  const mean = sum / values.length;
  return { sum, squares: values.reduce((all, value) => all + (value - mean) ** 2, 0) };
}

/** The tallies of all interviewers over the cells in which `fewest` of them worked, and the spread of one value. */
export function tallies(cells: Cells, fewest: number, without?: string): { tallies: Tally[]; spread: number } {
  const found = new Map<string, Tally>();
  let [squares, free] = [0, 0];
  for (const cell of cells.values()) {
    const present = [...cell].filter(([interviewer]) => interviewer !== without);
    if (present.length < fewest) continue;
    const values = present.flatMap(([, own]) => own.map(({ value }) => value));
    const all = values.length;
    const about = moments(values);
    squares += about.squares;
    free += all - 1;
    for (const [interviewer, own] of present) {
      const tally = found.get(interviewer) ?? {
        ...{ interviewer, parts: [], interviews: 0, observed: 0, expected: 0, variance: 0, weight: 0 },
      };
      found.set(interviewer, tally);
      const weight = (own.length * (all - own.length)) / all;
      tally.parts.push({ drawn: own.length, all, sum: about.sum });
      tally.interviews += own.length;
      tally.observed += own.reduce((sum, { value }) => sum + value, 0);
      tally.expected += (own.length * about.sum) / all;
      tally.variance += (weight * about.squares) / (all - 1);
      tally.weight += weight;
    }
  }
  return { tallies: [...found.values()], spread: free > 0 ? Math.sqrt(squares / free) : 0 };
}
