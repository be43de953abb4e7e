import { createContext, Script } from 'node:vm';
import { isMainThread } from 'node:worker_threads';
import { MongoServerFault } from '../fault.ts';

/** How long one text may be searched, in milliseconds of the processor. While the main thread does, everybody waits. */
const LONGEST_MATCH_MS = isMainThread ? 100 : 1000;

/** So many steps are done before anybody could look at the clock, which would cost more than most searches. */
const FEW_STEPS = isMainThread ? 1e6 : 1e8;

const context = createContext({ match: undefined });
const script = new Script('match()');

/** A regular expression goes back and forth in a text without end, or nearly so; MongoDB's engine gives up as well. */
export class MatchTooLong extends MongoServerFault {
  constructor() {
    const why = 'Error occurred while executing the regular expression. Result code: match limit exceeded';
    super(51156, 'Location51156', why);
  }
}

/** What has no say in how often a pattern is gone through: escaped characters, and classes. */
const SINGLE = /\\.|\[(?:\\.|[^\]])*\]/gu;
/** A repeated group that can be gone through in one way only. */
const PLAIN_GROUP = /\((?:\?:)?[^()*+?{|]*\)[*+{]/g;

/** Whether a pattern repeats a group that repeats or chooses itself: it may take twice the time for every letter more. */
export function repeatsChoices(pattern: string): boolean {
  return /\)[*+{]/.test(pattern.replace(SINGLE, '_').replace(PLAIN_GROUP, '_'));
}

/** A use of an expression that throws MatchTooLong when it takes too long on a text; JavaScript would go on for years. */
export function bounded<T>(expression: RegExp, match: (text: string) => T): (text: string) => T {
  const longest = harmlessLength(expression);
  return (text) => (text.length <= longest ? match(text) : interruptible(() => match(text)));
}

/** The longest text in which an expression takes few steps, as the form of its pattern tells. */
function harmlessLength({ source }: RegExp): number {
  if (repeatsChoices(source)) return Math.log(FEW_STEPS) / Math.log(4);
  const repetitions =
    source
      .replace(SINGLE, '_')
      .replaceAll('(?', '')
      .match(/[*+?{]/g)?.length ?? 0;
  return FEW_STEPS ** (1 / (repetitions + 1));
}

/** Only of a script can the engine be told to give up; to begin one costs some 20 µs. */
function interruptible<T>(match: () => T): T {
  for (;;) {
    const before = process.cpuUsage();
    context.match = match;
    try {
      return script.runInContext(context, { timeout: LONGEST_MATCH_MS }) as T;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      const { user, system } = process.cpuUsage(before);
      // On a busy machine most of the time may have gone by in waiting for the processor: then once more.
      if (user + system > (LONGEST_MATCH_MS * 1000) / 2) throw new MatchTooLong();
    } finally {
      context.match = undefined;
    }
  }
}
