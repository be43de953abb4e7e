import { Worker } from 'node:worker_threads';
import { encode } from '../raw/decode.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import type { Pipeline } from './pipeline.ts';
import type { Source } from './source.ts';

/** Asks the thread to begin a run (`open`), to go on with it, or to forget it (nothing wanted). */
export interface ThreadRequest {
  call: number;
  run: number;
  open?: Uint8Array;
  wanted: number;
}

export interface ThreadAnswer {
  call: number;
  docs: Uint8Array[];
  done: boolean;
  fault?: { code: number; codeName: string; message: string };
}

const THREAD = new URL('./pipeline-thread.ts', import.meta.url).href;
/** A thread does not inherit the loader of TypeScript from the process, so it begins by registering its own. */
const START = `import(${JSON.stringify(import.meta.resolve('tsx/esm/api'))}).then(({ register }) => { register(); return import(${JSON.stringify(THREAD)}); });`;

interface Waiting {
  resolve(answer: ThreadAnswer): void;
  reject(error: Error): void;
}

/** Runs long pipelines in a thread that reads the same files, so that they keep nobody else waiting. */
export class LongPipelines {
  private readonly dir: string;
  private readonly waiting = new Map<number, Waiting>();
  private worker: Worker | undefined;
  private calls = 0;

  constructor(dir: string) {
    this.dir = dir;
  }

  async run(pipeline: Pipeline): Promise<Source> {
    const run = ++this.calls;
    const open = encode({ ...pipeline });
    let next = await this.ask({ run, open, wanted: 101 });
    let ready = next.docs.map(asBuffer);
    return {
      get done() {
        return ready.length === 0 && next.done;
      },
      read: async (wanted) => {
        if (ready.length < wanted && !next.done) {
          next = await this.ask({ run, wanted: wanted - ready.length });
          ready = ready.concat(next.docs.map(asBuffer));
        }
        const batch = ready.slice(0, wanted);
        ready = ready.slice(wanted);
        return batch;
      },
      close: () => {
        if (!next.done) void this.ask({ run, wanted: 0 }).catch(() => {});
      },
    };
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
  }

  private async ask(request: Omit<ThreadRequest, 'call'>): Promise<ThreadAnswer> {
    const call = ++this.calls;
    const answer = await new Promise<ThreadAnswer>((resolve, reject) => {
      this.waiting.set(call, { resolve, reject });
      this.thread().postMessage({ ...request, call });
    });
    const { fault } = answer;
    if (fault) throw new MongoServerFault(fault.code, fault.codeName, fault.message);
    return answer;
  }

  private thread(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(START, { eval: true, workerData: this.dir, execArgv: [] });
    worker.unref();
    worker.on('message', (answer: ThreadAnswer) => {
      this.waiting.get(answer.call)?.resolve(answer);
      this.waiting.delete(answer.call);
    });
    const end = (error?: unknown) => this.abandon(error instanceof Error ? error : new Error('the thread ended'));
    worker.on('error', end);
    worker.on('exit', () => end());
    this.worker = worker;
    return worker;
  }

  private abandon(error: Error): void {
    this.worker = undefined;
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
