import type { Mode } from './campaign.ts';
import { type ItemAnswer, type Level, levels } from './questionnaire.ts';

/** A finished interview as the checks of integrity read it. */
export interface InterviewRecord {
  readonly case: string;
  /** Account of the interviewer. */
  readonly interviewer: string;
  readonly stratum: string;
  readonly mode: Mode;
  readonly startedAt: Date;
  readonly finishedAt: Date;
  /** Seconds at work on it, pauses left out. */
  readonly seconds: number;
  /** The answer to the overall question. */
  readonly score: Level;
  /** The items, without the overall question. */
  readonly answers: Readonly<Record<string, ItemAnswer>>;
  /** When each item was answered, in any order. */
  readonly itemTimes?: readonly Date[];
}

/** The levels among the item answers; what did not apply or was not said is left out. */
export const levelsOf = ({ answers }: InterviewRecord): Level[] =>
  Object.values(answers).filter((answer): answer is Level => levels.includes(answer as Level));

/** Questions that were put: the items that have an answer of any kind, and the overall question. */
export const questionsPut = ({ answers }: InterviewRecord): number => Object.keys(answers).length + 1;

/** What was entered from slips of paper was not asked by whoever entered it, and says nothing of pace and hours. */
export const isSpoken = ({ mode }: InterviewRecord): boolean => mode !== 'post';

/** So many as a person looks through. */
export const shown = 20;

/** The cases that show most of what was measured. */
export const worstFirst = (measured: readonly { case: string; by: number }[]): readonly string[] =>
  [...measured]
    .sort((a, b) => b.by - a.by || (a.case < b.case ? -1 : 1))
    .slice(0, shown)
    .map((one) => one.case);

/** The interviews of each interviewer, in the order of their start. */
export function byInterviewer(records: readonly InterviewRecord[]): Map<string, InterviewRecord[]> {
  const sorted = [...records].sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime());
  const found = new Map<string, InterviewRecord[]>();
  for (const record of sorted) {
    const own = found.get(record.interviewer) ?? [];
    found.set(record.interviewer, own);
    own.push(record);
  }
  return found;
}
