import { Worker } from 'node:worker_threads';
import { MongoServerFault } from '../semantics/fault.ts';

/** Asks a thread to begin a run (`open`), to go on with it, or to forget it (nothing wanted). */
export interface ThreadRequest {
  call: number;
  run: number;
  open?: { reading: Uint8Array; killed: SharedArrayBuffer };
  wanted: number;
}

export interface ThreadAnswer {
  call: number;
  /** encoded documents, one behind the other */
  docs: Uint8Array;
  done: boolean;
  fault?: { code: number; codeName: string; message: string };
}

/** What a thread is told at its start. */
export interface ThreadStart {
  dir: string;
}

const PROGRAM = new URL('./reading-program.mjs', import.meta.url);

interface ThreadOptions {
  /** how much of JavaScript's memory it may take before it is given up */
  heapMegabytes: number;
  /** how long it may have nothing to do before it ends, in milliseconds: what it took of the memory it keeps till then */
  idleMs: number;
  /** called once, when it is no more */
  onEnd(thread: ReadingThread): void;
}

interface Waiting {
  resolve(answer: ThreadAnswer): void;
  reject(error: Error): void;
}

/** A thread that reads the same files as this process. When it ends, only what it was asked fails. */
export class ReadingThread {
  private readonly worker: Worker;
  private readonly options: ThreadOptions;
  /** what it has begun and not ended, some of which nobody may ask for at the moment */
  private readonly runs = new Set<number>();
  private resting: NodeJS.Timeout | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private calls = 0;
  private ended: MongoServerFault | undefined;

  constructor(start: ThreadStart, options: ThreadOptions) {
    this.options = options;
    const resourceLimits = { maxOldGenerationSizeMb: options.heapMegabytes };
    this.worker = new Worker(PROGRAM, { workerData: start, execArgv: [], resourceLimits });
    this.worker.unref();
    this.worker.on('message', (answer: ThreadAnswer) => {
      this.waiting.get(answer.call)?.resolve(answer);
      this.waiting.delete(answer.call);
    });
    this.worker.on('error', (error: NodeJS.ErrnoException) => this.fail(faultOf(error)));
    this.worker.on('exit', () =>
      this.fail(new MongoServerFault(1, 'InternalError', 'the thread that was reading has ended')),
    );
  }

  /** How many calls it has not answered yet. */
  get load(): number {
    return this.waiting.size;
  }

  async ask(request: Omit<ThreadRequest, 'call'>): Promise<ThreadAnswer> {
    if (this.ended) throw this.ended;
    const call = ++this.calls;
    clearTimeout(this.resting);
    this.runs.add(request.run);
    const answer = await new Promise<ThreadAnswer>((resolve, reject) => {
      this.waiting.set(call, { resolve, reject });
      this.worker.postMessage({ ...request, call });
    });
    if (answer.done || !request.wanted) this.runs.delete(request.run);
    if (!this.runs.size) this.rest();
    const { fault } = answer;
    if (fault) throw new MongoServerFault(fault.code, fault.codeName, fault.message);
    return answer;
  }

  /** Ends it at once, whatever it is doing. */
  async end(reason: MongoServerFault): Promise<void> {
    this.fail(reason);
    await this.worker.terminate();
  }

  private rest(): void {
    const reason = new MongoServerFault(1, 'InternalError', 'the thread that was reading had nothing to do');
    // To break off a run gives two answers, of the run and of breaking it off.
    clearTimeout(this.resting);
    this.resting = setTimeout(() => void this.end(reason), this.options.idleMs).unref();
  }

  private fail(error: MongoServerFault): void {
    if (this.ended) return;
    this.ended = error;
    clearTimeout(this.resting);
    this.options.onEnd(this);
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

function faultOf({ code, message }: NodeJS.ErrnoException): MongoServerFault {
  return code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? new MongoServerFault(146, 'ExceededMemoryLimit', 'the thread that was reading ran out of memory')
    : new MongoServerFault(1, 'InternalError', `the thread that was reading has ended: ${message}`);
}
