import { stratumOf } from './campaign.ts';
import type { InterviewRecord } from './integrity-record.ts';

/** Even numbers from 0 to 1 that are the same at every run, so that a report can be repeated (mulberry32). */
export function repeatable(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** So often is drawn for an interview that was not drawn yet. */
const tries = 24;
/** Of the others' interviews in a cell no more than this part is drawn at once, so that draws differ. */
const mostDrawn = 0.7;
/** With fewer of the others' on the same stratum, the whole agency is drawn from. */
const fewestOthers = 6;

export interface Blind {
  /** Those of the rows of one interviewer for which enough of the others' can be drawn. */
  readonly comparable: (rows: readonly number[]) => number[];
  /** How many of the others' rows are drawn among. */
  readonly pool: (rows: readonly number[]) => number;
  /** As many rows of others where the given ones were held, by the same mode; none twice. */
  readonly draw: (rows: readonly number[]) => number[];
}

interface Cell {
  readonly rows: number[];
  readonly own: Map<string, number>;
}

/** What others found where an interviewer worked. Rows are places in `records`. */
export function blindly(records: readonly InterviewRecord[], random: () => number): Blind {
  const strata = cellsBy(records, ({ mode, stratum }) => `${mode} ${stratum}`);
  const agencies = cellsBy(records, ({ mode, stratum }) => `${mode} ${stratumOf(stratum).agency}`);
  const ownerOf = (row: number): string => records[row]?.interviewer ?? '';
  const others = ({ rows, own }: Cell, row: number): number => rows.length - (own.get(ownerOf(row)) ?? 0);
  const cells = records.map((_, row) => {
    const [stratum, agency] = [strata[row], agencies[row]];
    return stratum && others(stratum, row) >= fewestOthers ? stratum : (agency ?? { rows: [], own: new Map() });
  });
  const cellOf = (row: number): Cell => cells[row] ?? { rows: [], own: new Map() };
  return {
    comparable: (rows) => {
      const left = new Map<Cell, number>();
      return rows.filter((row) => {
        const cell = cellOf(row);
        const room = left.get(cell) ?? mostDrawn * others(cell, row);
        left.set(cell, room - 1);
        return room >= 1;
      });
    },
    pool: (rows) => {
      const among = new Map(rows.map((row) => [cellOf(row), others(cellOf(row), row)]));
      return [...among.values()].reduce((sum, count) => sum + count, 0);
    },
    draw: (rows) => {
      const drawn = new Set<number>();
      for (const row of rows) {
        const cell = cellOf(row).rows;
        for (let left = tries; left > 0; left -= 1) {
          const other = cell[Math.floor(random() * cell.length)] ?? row;
          if (ownerOf(row) === ownerOf(other) || drawn.has(other)) continue;
          drawn.add(other);
          break;
        }
      }
      return [...drawn];
    },
  };
}

/** For each row, the rows of the same key. */
function cellsBy(records: readonly InterviewRecord[], keyOf: (record: InterviewRecord) => string): Cell[] {
  const found = new Map<string, Cell>();
  return records.map((record, row) => {
    const cell = found.get(keyOf(record)) ?? { rows: [], own: new Map<string, number>() };
    found.set(keyOf(record), cell);
    cell.rows.push(row);
    cell.own.set(record.interviewer, (cell.own.get(record.interviewer) ?? 0) + 1);
    return cell;
  });
}
