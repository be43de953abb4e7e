import { type Flag, flagged } from './integrity-flag.ts';
import type { InterviewRecord } from './integrity-record.ts';
import { standingApart } from './integrity-standing.ts';

/** How many more of an interviewer's calls than of the others' must be at forbidden hours; some are promised so. */
const leastShare = 0.1;

/** Who calls people when they must not be called, far oftener than the others do. */
export function outsideHours(records: readonly InterviewRecord[], callable: (at: Date) => boolean): Map<string, Flag> {
  const calls = records.filter(({ mode }) => mode === 'phone');
  const measure = {
    cell: () => 'phone',
    value: ({ startedAt }: InterviewRecord) => Number(!callable(startedAt)),
    kind: 'share' as const,
  };
  const found = standingApart(calls, measure, { least: leastShare, onlyAbove: true });
  return new Map(
    found.map(({ interviewer, interviews, own, others, chance, cases }) => [
      interviewer,
      flagged('outside_hours', { figures: { interviews, ownShare: own, othersShare: others }, chance, cases }),
    ]),
  );
}
