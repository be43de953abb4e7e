import { type Flag, flagged } from './integrity-flag.ts';
import { byInterviewer, type InterviewRecord, isSpoken, worstFirst } from './integrity-record.ts';
import { isOrdinary, standingApart } from './integrity-standing.ts';

/** Clocks and the last click may be off by so much. */
const allowedSeconds = 60;
/** Where overlaps are ordinary, so many more of an interviewer's interviews must have one. */
const leastShare = 0.15;

const secondsBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 1000;

/** Seconds by which two interviews exceed the time that both together took; a pause in one leaves room for the other. */
function excess(one: InterviewRecord, other: InterviewRecord): number {
  const from = Math.min(one.startedAt.getTime(), other.startedAt.getTime());
  const to = Math.max(one.finishedAt.getTime(), other.finishedAt.getTime());
  const atWork = [one, other].reduce(
    (sum, { seconds, startedAt, finishedAt }) => sum + Math.min(seconds, secondsBetween(startedAt, finishedAt)),
    0,
  );
  return atWork - (to - from) / 1000;
}

/** Interviews of one interviewer, in the order of their start, that cannot both have been held; worst seconds by case. */
function overlapsOf(own: readonly InterviewRecord[]): Map<string, number> {
  const found = new Map<string, number>();
  let open: InterviewRecord[] = [];
  for (const record of own) {
    open = open.filter(({ finishedAt }) => secondsBetween(record.startedAt, finishedAt) > allowedSeconds);
    for (const other of open) {
      const over = excess(record, other);
      if (over > allowedSeconds)
        for (const one of [record, other]) found.set(one.case, Math.max(over, found.get(one.case) ?? 0));
    }
    open.push(record);
  }
  return found;
}

/**
 * Who held two interviews at once. One pair is enough where that happens to nobody else; where it happens to many, as
 * with times that were entered later, an interviewer must have it far oftener than the others.
 */
export function overlapping(records: readonly InterviewRecord[]): Map<string, Flag> {
  const spoken = records.filter(isSpoken);
  const interviewers = byInterviewer(spoken);
  const overlaps = new Map([...interviewers].map(([code, own]) => [code, overlapsOf(own)]));
  const having = [...overlaps.values()].filter(({ size }) => size > 0).length;
  const flags = new Map<string, Flag>();
  const flag = (interviewer: string, chance: number): void => {
    const found = overlaps.get(interviewer) ?? new Map<string, number>();
    const figures = {
      interviews: interviewers.get(interviewer)?.length ?? 0,
      overlapping: found.size,
      longestSeconds: Math.max(...found.values()),
    };
    const cases = worstFirst([...found].map(([code, by]) => ({ case: code, by })));
    flags.set(interviewer, flagged('overlapping', { figures, chance, cases }));
  };
  if (!isOrdinary(having, interviewers.size)) {
    for (const [code, found] of overlaps) if (found.size > 0) flag(code, 0);
    return flags;
  }
  const measure = {
    cell: ({ mode }: InterviewRecord) => mode,
    value: (record: InterviewRecord) => Number(overlaps.get(record.interviewer)?.has(record.case) ?? false),
    kind: 'share' as const,
  };
  for (const { interviewer, chance } of standingApart(spoken, measure, { least: leastShare, onlyAbove: true }))
    flag(interviewer, chance);
  return flags;
}
