import { type Cells, inCells, type Measure, type Tally, tallies } from './integrity-cells.ts';
import {
  type Distribution,
  hypergeometric,
  lowerTail,
  normalTail,
  robustSpread,
  sumOf,
  upperTail,
} from './integrity-chance.ts';
import { type InterviewRecord, worstFirst } from './integrity-record.ts';

/** Chance that any honest interviewer at all is found by one measure. */
export const alpha = 0.0003;

/** What cannot be is still ordinary where more of the other interviewers than this have it: their clocks are wrong. */
const ordinaryShare = 0.05;

/** Whether what so many interviewers of all have is no sign of anything. */
export const isOrdinary = (having: number, all: number): boolean => having - 1 > ordinaryShare * (all - 1);

/** Beside fewer than two others nobody could say which of them is odd. */
const fewest = 3;

export interface Threshold {
  /** A smaller difference does not matter, however sure: in shares of 1, or in standard deviations of one interview. */
  readonly least: number;
  readonly onlyAbove?: boolean;
}

/** How an interviewer stands against the others in the same cells. */
interface Standing {
  readonly interviewer: string;
  /** Interviews that others have the like of, their mean value, and what it would be by the others. */
  readonly interviews: number;
  readonly own: number;
  readonly others: number;
  /** Corrected for the number of interviewers. */
  readonly chance: number;
  readonly cases: readonly string[];
}

/**
 * Who stands apart from the rest, most certain first: in each cell what an interviewer found is compared with what a
 * blind draw from the cell would hold, summed over the cells (for shares exactly, as Mantel and Haenszel with Fisher).
 * Where interviewers differ anyhow more than chance has them, it takes as much more to stand apart. Holm's correction;
 * and who was found is left out of the comparison of the next, so that nobody looks odd beside a cheat.
 */
export function standingApart(records: readonly InterviewRecord[], measure: Measure, threshold: Threshold): Standing[] {
  const cells = inCells(records, measure);
  const found: Standing[] = [];
  for (;;) {
    const next = mostApart(cells, measure, threshold);
    if (!next) return found;
    found.push(next);
    for (const cell of cells.values()) cell.delete(next.interviewer);
  }
}

function mostApart(cells: Cells, { kind }: Measure, { least, onlyAbove }: Threshold): Standing | undefined {
  const { tallies: all, spread } = tallies(cells, fewest);
  const unit = kind === 'share' ? 1 : spread;
  const candidates = all
    .filter((tally) => !onlyAbove || difference(tally) > 0)
    .filter((tally) => tally.variance > 0 && Math.abs(difference(tally)) >= least * unit)
    .map((tally) => ({ tally, chance: all.length * chanceOf(tally, kind) }))
    .sort((a, b) => a.chance - b.chance || Math.abs(zOf(b.tally)) - Math.abs(zOf(a.tally)));
  for (const { tally, chance } of candidates) {
    if (chance >= alpha) return undefined;
    const z = Math.abs(zOf(tally)) / heterogeneity(cells, tally.interviewer);
    const corrected = Math.max(chance, 2 * all.length * normalTail(z));
    if (corrected < alpha) return standing(cells, tally, corrected);
  }
  return undefined;
}

/** Mean value of the interviewer's less that of the others, as if all had worked in the same cells. */
const difference = ({ observed, expected, weight }: Tally): number => (observed - expected) / weight;

const zOf = ({ observed, expected, variance }: Tally): number => (observed - expected) / Math.sqrt(variance);

/** Both sides; for numbers by the normal distribution, for shares exactly. */
function chanceOf(tally: Tally, kind: Measure['kind']): number {
  if (kind === 'number') return 2 * normalTail(Math.abs(zOf(tally)));
  const nothing: Distribution = { from: 0, chances: [1] };
  const blind = tally.parts.reduce(
    (sum, { all, sum: marked, drawn }) => sumOf(sum, hypergeometric(all, marked, drawn)),
    nothing,
  );
  return 2 * Math.min(upperTail(blind, tally.observed), lowerTail(blind, tally.observed));
}

/** How many times further than chance alone the others stand from each other, 1 at least. */
function heterogeneity(cells: Cells, without: string): number {
  const others = tallies(cells, 2, without).tallies.filter(({ variance }) => variance > 0);
  return Math.max(1, robustSpread(others.map(zOf), 0));
}

function standing(cells: Cells, tally: Tally, chance: number): Standing {
  const { interviewer, interviews, observed } = tally;
  const own = observed / interviews;
  const apart = difference(tally);
  const measured = [...cells.values()].flatMap((cell) => {
    const values = [...cell.values()].flat();
    const mean = values.reduce((sum, { value }) => sum + value, 0) / values.length;
    return (cell.get(interviewer) ?? []).map((one) => ({ case: one.case, by: Math.sign(apart) * (one.value - mean) }));
  });
  const odd = measured.filter(({ by }) => by > 0);
  return { interviewer, interviews, own, others: own - apart, chance, cases: worstFirst(odd) };
}
