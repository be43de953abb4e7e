import { median } from './integrity-chance.ts';
import { type Flag, flagged } from './integrity-flag.ts';
import { secondsTaken } from './integrity-pace.ts';
import { byInterviewer, type InterviewRecord, isSpoken } from './integrity-record.ts';
import { isOrdinary } from './integrity-standing.ts';

const hour = 3_600_000;
/** Interviews of half the usual length, one after the other without a breath, are more than anybody holds. */
const shortest = 0.5;

/** Who held more interviews within an hour than an hour has room for; nobody where that is ordinary. */
export function crowdedHours(records: readonly InterviewRecord[]): Map<string, Flag> {
  const spoken = records.filter(isSpoken);
  const interviewers = byInterviewer(spoken);
  const possible = Math.ceil(hour / 1000 / (shortest * Math.max(1, median(spoken.map(secondsTaken)))));
  const found = [...interviewers].flatMap(([interviewer, own]): [string, Flag][] => {
    const cases = busiestHour(own);
    const figures = { interviews: own.length, inOneHour: cases.length, possible };
    return cases.length > possible ? [[interviewer, flagged('crowded_hours', { figures, chance: 0, cases })]] : [];
  });
  return new Map(isOrdinary(found.length, interviewers.size) ? [] : found);
}

/** The cases of the sixty minutes in which most interviews were finished. */
function busiestHour(own: readonly InterviewRecord[]): string[] {
  const ends = [...own].sort((a, b) => a.finishedAt.getTime() - b.finishedAt.getTime());
  let [most, first, best] = [0, 0, 0];
  for (const [last, { finishedAt }] of ends.entries()) {
    while (finishedAt.getTime() - (ends[first]?.finishedAt.getTime() ?? 0) > hour) first += 1;
    if (last - first + 1 > most) [most, best] = [last - first + 1, first];
  }
  return ends.slice(best, best + most).map((record) => record.case);
}
