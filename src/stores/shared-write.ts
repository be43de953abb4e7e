import { setImmediate } from 'node:timers/promises';
import { Refusal } from '../domain/errors.ts';

/** What became of each document of a batch: nothing said means written; otherwise its error. */
export type WriteMany<T> = (documents: readonly T[]) => Promise<ReadonlyMap<T, Error>>;

const mostAtOnce = 1000;
/** So many wait for a store that hangs; whoever comes then is turned away instead of filling the memory. */
const mostWaiting = 20_000;

/**
 * Group commit: everything that arrives while a write is under way shares the next one. A durable write costs a flush
 * however many documents it holds, so this doubles the throughput under load and adds no wait without it.
 * Rejects with Refusal `unavailable` when too many wait already.
 */
export function sharedWrite<T>(writeMany: WriteMany<T>): (document: T) => Promise<Error | undefined> {
  interface Waiting {
    readonly document: T;
    readonly resolve: (error: Error | undefined) => void;
    readonly reject: (error: unknown) => void;
  }
  let waiting: Waiting[] = [];
  let writing = false;

  const run = async (): Promise<void> => {
    writing = true;
    while (waiting.length > 0) {
      // Whatever arrives in the same turn comes along, for a write of one costs nearly as much as one of many.
      await setImmediate();
      const batch = waiting.slice(0, mostAtOnce);
      waiting = waiting.slice(mostAtOnce);
      try {
        const errors = await writeMany(batch.map(({ document }) => document));
        for (const { document, resolve } of batch) resolve(errors.get(document));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    writing = false;
  };
  return (document) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= mostWaiting) return reject(new Refusal('unavailable', 'unavailable'));
      waiting.push({ document, resolve, reject });
      if (!writing) void run();
    });
}
