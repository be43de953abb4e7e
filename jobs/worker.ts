import { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Log } from '../src/log.ts';
import { type JobName, queueName } from '../src/queue.ts';
import type { Processors } from './registry.ts';
import { keepTimetable } from './schedule.ts';

export interface RunningWorker {
  /** Finishes the jobs under way and takes no more. */
  close(): Promise<void>;
}

const timetableEvery = 20_000;
const sweepAtLatest = 12_000;

/** Starts working off jobs. `connection` makes a fresh Redis connection that waits as long as it takes. */
export function startWorker(connection: () => Redis, processors: Processors, log: Log): RunningWorker {
  let sweptAt = performance.now();
  const worker = new Worker(queueName, async (job) => processors[job.name as JobName]?.(job.data as never), {
    connection: connection(),
    concurrency: 8,
    drainDelay: 1,
  });
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
    sweptAt = performance.now();
    void processors.settle({}).catch((error: Error) => log.warn({ reason: error.message }, 'sweep'));
  }, sweepAtLatest / 2);
  return {
    async close() {
      clearInterval(timer);
      clearInterval(guard);
      await worker.close();
      await queue.close();
    },
  };
}
