import { blindly, repeatable } from './integrity-blind.ts';
import { binomialTail, normalTail, robustSpread } from './integrity-chance.ts';
import { type Flag, flagged } from './integrity-flag.ts';
import { isStraightLined } from './integrity-lines.ts';
import { type Nearest, nearest } from './integrity-nearest.ts';
import { packed } from './integrity-nibbles.ts';
import { byInterviewer, type InterviewRecord, shown } from './integrity-record.ts';
import { alpha } from './integrity-standing.ts';

/** With fewer questions, equal answers say nothing. */
const fewestQuestions = 8;
/** Parts of the questions that may differ between a copy and what it was copied from. */
const tolerances = [0, 0.05, 0.1, 0.2];
const fewestInterviews = 8;
/** So many of an interviewer's interviews must have a double more than would be expected. */
const leastShare = 0.1;
/** How often the others' interviews are drawn to learn what is expected. */
const draws = 12;
/** Interviews are compared in stretches of time of so many, which keeps the work in proportion to their number. */
const stretch = 500;

interface Likeness {
  readonly interviewer: string;
  readonly own: readonly Nearest[];
  /** How many of the others' it was compared with. */
  readonly pool: number;
  /** Questions that may differ. */
  readonly allowed: number;
  /** Interviews with a double, and how many there would be among as many of the others'. */
  readonly alike: number;
  readonly expected: number;
  readonly z: number;
}

/**
 * Whose interviews are nearly equal to each other far oftener than as many interviews that others held on the same
 * strata (after Kuriakose and Robbins 2016, but against what this campaign makes one expect, since honest answers
 * cluster). Straight lines are left out; they have a flag of their own.
 */
export function nearDuplicates(records: readonly InterviewRecord[]): Map<string, Flag> {
  const varied = records.filter((record) => isStraightLined(record) === false);
  const found = new Map<string, Flag>();
  for (;;) {
    // Copies are no measure of what to expect of the others.
    const next = copied(varied.filter(({ interviewer }) => !found.has(interviewer)));
    if (next.size === 0) return found;
    for (const [interviewer, flag] of next) found.set(interviewer, flag);
  }
}

function copied(varied: readonly InterviewRecord[]): Map<string, Flag> {
  const { questions, differences } = packed(varied);
  if (questions < fewestQuestions) return new Map();
  const { comparable, pool, draw } = blindly(varied, repeatable(questions));
  const allowances = [...new Set(tolerances.map((part) => Math.floor(part * questions)))];
  const rowOf = new Map(varied.map((record, row) => [record, row]));
  const likenesses = [...byInterviewer(varied)].flatMap(([interviewer, records]) => {
    const stretches = inStretches(comparable(records.map((record) => rowOf.get(record) ?? 0)));
    const own = stretches.flatMap((rows) => nearest(rows, differences));
    if (own.length < fewestInterviews) return [];
    const blind = Array.from({ length: draws }, () => stretches.flatMap((rows) => nearest(draw(rows), differences)));
    return allowances.map((allowed) => ({
      ...{ interviewer, own, allowed, pool: pool(own.map(({ row }) => row)) },
      ...likeness(own, blind, allowed),
    }));
  });
  const flags = new Map<string, Flag>();
  for (const allowed of allowances)
    for (const one of standingOut(likenesses.filter((likeness) => likeness.allowed === allowed))) {
      if (flags.has(one.interviewer) || one.chance * allowances.length >= alpha) continue;
      const { interviewer, own, alike, expected, chance } = one;
      const figures = { interviews: own.length, alike, expected, questions, differing: allowed };
      const cases = doubles(own, allowed).map((row) => varied[row]?.case ?? '');
      flags.set(interviewer, flagged('near_duplicates', { figures, chance: chance * allowances.length, cases }));
    }
  return flags;
}

const inStretches = (rows: readonly number[]): (readonly number[])[] =>
  Array.from({ length: Math.ceil(rows.length / stretch) }, (_, index) =>
    rows.slice(index * stretch, (index + 1) * stretch),
  );

function likeness(
  own: readonly Nearest[],
  blind: readonly (readonly Nearest[])[],
  allowed: number,
): Pick<Likeness, 'alike' | 'expected' | 'z'> {
  const alikeIn = (some: readonly Nearest[]): number => some.filter(({ apart }) => apart <= allowed).length;
  // A draw may be one or two short.
  const drawn = blind.map((some) => (alikeIn(some) * own.length) / some.length);
  const expected = drawn.reduce((sum, count) => sum + count, 0) / draws;
  const variance = drawn.reduce((sum, count) => sum + (count - expected) ** 2, 0) / (draws - 1);
  const alike = alikeIn(own);
  // Doubles come in pairs, which makes the count twice as restless as one of single interviews.
  const z = (alike - expected) / Math.sqrt(Math.max(variance, 2 * expected + 1));
  return { alike, expected, z };
}

/** The chance that of all pairs, the others' among them, so many should have fallen to this interviewer. */
function chanceOfPairs({ own, pool, alike, expected }: Likeness): number {
  const [pairs, others] = [Math.floor(alike / 2), Math.ceil((expected * pool) / own.length / 2)];
  return binomialTail(pairs, pairs + others, own.length / (own.length + pool));
}

/** Those with enough doubles more than expected, with the chance of it among so many interviewers. */
function standingOut(all: readonly Likeness[]): (Likeness & { chance: number })[] {
  const restless = Math.max(1, robustSpread(all.map(({ z }) => z)));
  return all
    .filter(({ own, alike, expected }) => alike - expected >= leastShare * own.length)
    .map((one) => ({ ...one, chance: all.length * Math.max(chanceOfPairs(one), normalTail(one.z / restless)) }));
}

/** The interviews with doubles, the most alike first, each beside its double. */
function doubles(own: readonly Nearest[], allowed: number): number[] {
  const near = own.filter(({ apart }) => apart <= allowed).sort((a, b) => a.apart - b.apart);
  return [...new Set(near.flatMap(({ row, to }) => [row, to]))].slice(0, shown);
}
