import { setTimeout as sleep } from 'node:timers/promises';
import { type Job, Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Log } from '../src/log.ts';
import { type JobName, queueName } from '../src/queue.ts';
import type { Processors } from './registry.ts';
import { keepTimetable } from './schedule.ts';

export interface RunningWorker {
  /** Takes no more jobs and lets those under way finish for two seconds; what is cut off then is still owed. */
  close(): Promise<void>;
}

const timetableEvery = 20_000;
const sweepAtLatest = 12_000;
const graceMs = 2_000;

/** Starts working off jobs. `connection` makes a fresh Redis connection that waits as long as it takes. */
export function startWorker(connection: () => Redis, processors: Processors, log: Log): RunningWorker {
  let sweptAt = performance.now();
  const work = async ({ name, data }: Pick<Job, 'name' | 'data'>): Promise<void> => {
    if (name === 'settle') sweptAt = performance.now();
    await processors[name as JobName]?.(data as never);
  };
  // After losing Redis it looks again soon: the library's own pause of fifteen seconds would be felt on the page.
  const options = { connection: connection(), concurrency: 8, drainDelay: 1, runRetryDelay: 500 };
  const worker = new Worker(queueName, work, options);
  worker.on('error', (error) => log.debug({ reason: error.message }, 'worker'));
  worker.on('failed', (job, error) =>
    log.warn({ job: job?.name, attempts: job?.attemptsMade, reason: error.message }, 'job failed'),
  );

  const queue = new Queue(queueName, { connection: connection() });
  queue.on('error', (error) => log.debug({ reason: error.message }, 'timetable'));
  const keep = () =>
    void keepTimetable(queue).catch((error: Error) => log.warn({ reason: error.message }, 'timetable'));
  keep();
  const timer = setInterval(keep, timetableEvery);
  // Redis only hurries things: when it has not called the sweep for a while, the sweep comes by itself.
  const guard = setInterval(() => {
    if (performance.now() - sweptAt < sweepAtLatest) return;
    void work({ name: 'settle', data: {} }).catch((error: Error) => log.warn({ reason: error.message }, 'sweep'));
  }, sweepAtLatest / 2);
  return {
    async close() {
      clearInterval(timer);
      clearInterval(guard);
      const over = new AbortController();
      const closed = Promise.all([worker.close(), queue.close()]).finally(() => over.abort());
      await Promise.race([closed, sleep(graceMs, undefined, { signal: over.signal }).catch(() => undefined)]);
    },
  };
}
