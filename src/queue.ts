import { Queue as BullQueue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { CityDay } from './domain/city-day.ts';
import type { Log } from './log.ts';

/** Every job: its name and its payload. A job carries ids, never documents. */
export interface Jobs {
  tally: { readonly agency: string; readonly day: CityDay };
  'follow-up': { readonly id: string };
  'route-complaint': { readonly id: string };
  'send-notices': { readonly id: string };
  settle: Readonly<Record<string, never>>;
}
export type JobName = keyof Jobs;

export const queueName = 'ydan';

/** The only producer of jobs. */
export interface Queue {
  /**
   * Tells the workers that something is owed, as a courtesy: it returns at once and never fails. What is lost with
   * Redis stands in the store as a debt, and the sweep finds it. The same payload told twice waits once.
   */
  tell<Name extends JobName>(name: Name, payload: Jobs[Name]): void;
  close(): Promise<void>;
}

interface Told {
  readonly name: JobName;
  readonly data: Jobs[JobName];
  readonly opts: { readonly deduplication: { readonly id: string; readonly keepLastIfActive: true } };
}

/** What is told within this time goes to Redis together, in milliseconds. */
const gathering = 20;
/** The same is told again only after this time, in milliseconds: in a rush, telling costs more than recording. */
const pause = 500;
/** A Redis that does not answer within this time is left alone until the next telling, in milliseconds. */
const patience = 2_000;
const mostWaiting = 10_000;

export function createQueue(connection: Redis, log: Log): Queue {
  const queue = new BullQueue(queueName, {
    connection,
    defaultJobOptions: {
      removeOnComplete: true,
      removeOnFail: { count: 1000 },
      attempts: 8,
      backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
    },
  });
  queue.on('error', (error) => log.debug({ reason: error.message }, 'queue'));
  const waiting = new Map<string, Told>();
  const lastSent = new Map<string, number>();
  let closing = false;
  let timer: NodeJS.Timeout | undefined;
  let sending = Promise.resolve();

  const send = async (): Promise<void> => {
    const at = performance.now();
    for (const [id, sent] of lastSent) if (at - sent >= pause) lastSent.delete(id);
    const jobs: Told[] = [];
    for (const [id, job] of waiting) {
      if (lastSent.has(id) && !closing) continue;
      jobs.push(job);
      lastSent.set(id, at);
      waiting.delete(id);
    }
    if (jobs.length === 0) return;
    const limit = new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Error('Redis did not answer')), patience).unref();
    });
    await Promise.race([queue.addBulk(jobs as never), limit]).catch((error: Error) =>
      log.warn({ jobs: jobs.length, reason: error.message }, 'jobs not told; the sweep will find them'),
    );
  };
  const schedule = (): void => {
    timer ??= setTimeout(() => {
      sending = sending.then(send).finally(() => {
        timer = undefined;
        if (waiting.size > 0) schedule();
      });
    }, gathering);
  };

  return {
    tell(name, payload) {
      const id = [name, ...Object.values(payload)].join('-');
      if (waiting.size >= mostWaiting) return;
      waiting.set(id, { name, data: payload, opts: { deduplication: { id, keepLastIfActive: true } } });
      schedule();
    },
    async close() {
      closing = true;
      clearTimeout(timer);
      await sending;
      if (waiting.size > 0) await send();
      await queue.close();
    },
  };
}
