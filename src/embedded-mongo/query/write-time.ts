import { MongoServerFault } from '../semantics/fault.ts';
import type { Work } from '../storage/write-queue.ts';
import type { Patience } from './patience.ts';

/**
 * How long the expressions of a write may take for one document, in milliseconds of the processor: a filter and its
 * change happen in one step, which nothing can cut.
 */
const LONGEST_STEP_MS = 250;
/** How old the count of what the process computed may be when a step begins, in milliseconds: to count costs time as well. */
const COUNT_AGE_MS = 20;

/** When the step that is being taken began, and when its whole work must be done. Between two steps there is no end. */
let began = Number.POSITIVE_INFINITY;
let end = Number.POSITIVE_INFINITY;
let counted = process.cpuUsage();
let countedAt = performance.now();

/** The patience of a write. */
export const stepPatience: Patience = () => {
  const now = performance.now();
  if (now > end) return expired();
  // Whoever was kept waiting for the processor has not computed long.
  if (now - began <= LONGEST_STEP_MS || computedMs() <= LONGEST_STEP_MS) return undefined;
  return expired(`: the expressions of a write may take ${LONGEST_STEP_MS} ms for one document`);
};

function computedMs(): number {
  const { user, system } = process.cpuUsage(counted);
  return (user + system) / 1000;
}

/** When the time of a command that begins now is up; 0 is for ever. */
export function endAfter(maxTimeMS: number): number {
  return maxTimeMS ? performance.now() + maxTimeMS : Number.POSITIVE_INFINITY;
}

/** Work that fails when its time is up, which is looked at before each of its steps. What it did stays. */
export function* timely<T>(work: Work<T>, until: number): Work<T> {
  try {
    for (;;) {
      begin(until);
      const step = began > end ? work.throw(expired()) : work.next();
      if (step.done) return step.value;
      rest();
      yield;
    }
  } finally {
    rest();
    work.return(undefined as T);
  }
}

function begin(until: number): void {
  began = performance.now();
  end = until;
  if (began - countedAt < COUNT_AGE_MS) return;
  counted = process.cpuUsage();
  countedAt = began;
}

function rest(): void {
  began = Number.POSITIVE_INFINITY;
  end = Number.POSITIVE_INFINITY;
}

export function expired(why = ''): MongoServerFault {
  return new MongoServerFault(50, 'MaxTimeMSExpired', `operation exceeded time limit${why}`);
}
