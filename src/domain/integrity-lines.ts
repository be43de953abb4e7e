import { type Flag, flagged } from './integrity-flag.ts';
import { type InterviewRecord, levelsOf } from './integrity-record.ts';
import { standingApart } from './integrity-standing.ts';

/** With fewer items the same answer throughout says nothing. */
const fewestItems = 6;
/** "Nearly all": one item in twenty may differ. */
const nearlyAll = 0.95;
/** How many more of an interviewer's interviews than of the others' on the same strata must be so. */
const leastShare = 0.15;

/** Whether nearly all items were answered with the same level; undefined when too few were answered. */
export function isStraightLined(record: InterviewRecord): boolean | undefined {
  const levels = levelsOf(record);
  if (levels.length < fewestItems) return undefined;
  const counts = new Map<number, number>();
  for (const level of levels) counts.set(level, (counts.get(level) ?? 0) + 1);
  return Math.max(...counts.values()) >= nearlyAll * levels.length;
}

/**
 * Whose interviews are straight lines far more often than the others' on the same strata and by the same mode. One of
 * them alone is nothing: where nearly everybody is satisfied, "satisfied" throughout is an honest answer.
 */
export function straightLined(records: readonly InterviewRecord[]): Map<string, Flag> {
  const measure = {
    cell: ({ stratum, mode }: InterviewRecord) => `${mode} ${stratum}`,
    value: (record: InterviewRecord) => {
      const straight = isStraightLined(record);
      return straight === undefined ? undefined : Number(straight);
    },
    kind: 'share' as const,
  };
  const found = standingApart(records, measure, { least: leastShare, onlyAbove: true });
  return new Map(
    found.map(({ interviewer, interviews, own, others, chance, cases }) => [
      interviewer,
      flagged('straight_lined', { figures: { interviews, ownShare: own, othersShare: others }, chance, cases }),
    ]),
  );
}
