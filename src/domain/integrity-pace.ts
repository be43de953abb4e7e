import type { Mode } from './campaign.ts';
import { median } from './integrity-chance.ts';
import { type InterviewRecord, questionsPut } from './integrity-record.ts';

/** So many different instants at least tell when answers were given. */
const leastInstants = 5;

/**
 * Seconds that an interview can have taken: as recorded, but no longer than from start to finish, nor than the
 * answers took where each was kept as it was given.
 */
export function secondsTaken({ seconds, startedAt, finishedAt, itemTimes = [] }: InterviewRecord): number {
  const passed = (finishedAt.getTime() - startedAt.getTime()) / 1000;
  const possible = passed > 0 ? Math.min(seconds, passed) : seconds;
  const instants = new Set(itemTimes.map((at) => at.getTime()));
  // Answers that a page sent together share an instant and say nothing of the time between them.
  if (instants.size < Math.max(leastInstants, itemTimes.length / 2)) return possible;
  const span = (Math.max(...instants) - Math.min(...instants)) / 1000;
  return Math.min(possible, (span * (instants.size + 1)) / (instants.size - 1));
}

export const secondsPerQuestion = (record: InterviewRecord): number => secondsTaken(record) / questionsPut(record);

/**
 * How each interview's time per question compares with the usual of its mode, as a logarithm: 0 is as usual, -0.69
 * half of it.
 */
export function paces(records: readonly InterviewRecord[]): Map<InterviewRecord, number> {
  const byMode = new Map<Mode, Map<InterviewRecord, number>>();
  for (const record of records) {
    const same = byMode.get(record.mode) ?? new Map<InterviewRecord, number>();
    byMode.set(record.mode, same.set(record, Math.log(Math.max(0.05, secondsPerQuestion(record)))));
  }
  return new Map(
    [...byMode.values()].flatMap((same) => {
      const usual = median([...same.values()]);
      return [...same].map(([record, log]): [InterviewRecord, number] => [record, log - usual]);
    }),
  );
}
