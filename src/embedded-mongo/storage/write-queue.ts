import type { RootDatabase } from 'lmdb';
import { StorageFailure } from './storage-failure.ts';

/** A piece of writing. It yields where it may be split, so that long work shares the store with everybody else. */
export type Work<T> = Generator<void, T, void>;

interface Task {
  work: Work<unknown>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** How long one transaction may keep the process from its other clients, in milliseconds. */
const TRANSACTION_BUDGET_MS = 10;

/**
 * Runs all writes one after the other. Whatever has gathered while the last transaction was on its way to the disk
 * goes into the next one, and nobody gets an answer before it is on the disk.
 */
export class WriteQueue {
  private waiting: Task[] = [];
  private draining: Promise<void> | undefined;
  private readonly root: RootDatabase<Buffer, Buffer>;
  private readonly onAbort: () => void;

  constructor(root: RootDatabase<Buffer, Buffer>, onAbort: () => void) {
    this.root = root;
    this.onAbort = onAbort;
  }

  /** Runs work in its turn; resolves when it is durable. A fault of the work rejects, and its puts must not have begun. */
  submit<T>(work: Work<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.push({ work, resolve: resolve, reject });
      this.draining ??= this.drain();
    });
  }

  /** Resolves when everything submitted so far is done. */
  async idle(): Promise<void> {
    while (this.draining) await this.draining;
  }

  private async drain(): Promise<void> {
    await Promise.resolve();
    while (this.waiting.length) {
      const answers: (() => void)[] = [];
      const started = new Set<Task>();
      try {
        await this.root.childTransaction(() => this.work(started, answers));
        await this.root.flushed;
        for (const answer of answers) answer();
      } catch (error) {
        this.waiting = this.waiting.filter((task) => !started.has(task));
        const failure = error instanceof StorageFailure ? error : new StorageFailure(await causeOf(error));
        this.onAbort();
        for (const { work, reject } of started) {
          work.return(undefined);
          reject(failure);
        }
      }
    }
    this.draining = undefined;
  }

  private work(started: Set<Task>, answers: (() => void)[]): void {
    const deadline = performance.now() + TRANSACTION_BUDGET_MS;
    while (this.waiting.length && performance.now() < deadline) {
      const task = this.waiting.shift() as Task;
      started.add(task);
      try {
        const step = task.work.next();
        if (step.done) answers.push(() => task.resolve(step.value));
        else this.waiting.push(task);
      } catch (error) {
        if (error instanceof StorageFailure) throw error;
        answers.push(() => task.reject(error));
      }
    }
  }
}

/** lmdb tells why a commit failed by a promise that rejects with the reason. */
async function causeOf(error: unknown): Promise<unknown> {
  const reason = (error as { commitError?: Promise<never> }).commitError;
  return reason ? reason.catch((cause: unknown) => cause) : error;
}
