import { int32 } from '../raw/element.ts';
import type { ReadingThread, ThreadAnswer } from './reading-thread.ts';
import { fitting, type Source } from './source.ts';

/** What is wanted of a reading before anybody says how much. */
const FIRST = 101;

let runs = 0;

/** Documents that a thread finds, fetched as they are asked for. */
export class ThreadSource implements Source {
  private readonly thread: ReadingThread;
  private readonly run = ++runs;
  private readonly killed = new SharedArrayBuffer(4);
  private ready: Buffer[] = [];
  private ended = false;

  constructor(thread: ReadingThread) {
    this.thread = thread;
  }

  get done(): boolean {
    return this.ended && !this.ready.length;
  }

  async open(reading: Uint8Array, gone: AbortSignal | undefined): Promise<void> {
    const close = () => this.close();
    gone?.addEventListener('abort', close);
    try {
      this.take(await this.ask(FIRST, { reading, killed: this.killed }));
    } finally {
      gone?.removeEventListener('abort', close);
    }
  }

  async read(wanted: number, bytes?: number): Promise<Buffer[]> {
    if (!this.ready.length && !this.ended) this.take(await this.ask(wanted));
    return this.ready.splice(0, fitting(this.ready, 0, wanted, bytes));
  }

  close(): void {
    if (this.ended) return;
    Atomics.store(new Int32Array(this.killed), 0, 1);
    this.ask(0).catch(() => {});
    this.ended = true;
  }

  private async ask(wanted: number, open?: { reading: Uint8Array; killed: SharedArrayBuffer }): Promise<ThreadAnswer> {
    try {
      return await this.thread.ask({ run: this.run, wanted, ...(open ? { open } : {}) });
    } catch (error) {
      this.ended = true;
      throw error;
    }
  }

  private take({ docs, done }: ThreadAnswer): void {
    this.ended ||= done;
    const bytes = Buffer.from(docs.buffer, docs.byteOffset, docs.byteLength);
    for (let at = 0; at < bytes.length; ) {
      const end = at + int32(bytes, at);
      this.ready.push(bytes.subarray(at, end));
      at = end;
    }
  }
}
