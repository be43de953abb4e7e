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

interface Waiting {
  resolve(answer: ThreadAnswer): void;
  reject(error: Error): void;
}

/** A thread that reads the same files as this process. When it ends, only what it was asked fails. */
export class ReadingThread {
  private readonly worker: Worker;
  private readonly onEnd: (thread: ReadingThread) => void;
  private readonly waiting = new Map<number, Waiting>();
  private calls = 0;
  private ended: MongoServerFault | undefined;

  /** `onEnd` is called once, when the thread is no more. */
  constructor(start: ThreadStart, heapMegabytes: number, onEnd: (thread: ReadingThread) => void) {
    const resourceLimits = { maxOldGenerationSizeMb: heapMegabytes };
    this.worker = new Worker(PROGRAM, { workerData: start, execArgv: [], resourceLimits });
    this.worker.unref();
    this.worker.on('message', (answer: ThreadAnswer) => {
      this.waiting.get(answer.call)?.resolve(answer);
      this.waiting.delete(answer.call);
    });
    this.onEnd = onEnd;
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
    const answer = await new Promise<ThreadAnswer>((resolve, reject) => {
      this.waiting.set(call, { resolve, reject });
      this.worker.postMessage({ ...request, call });
    });
    const { fault } = answer;
    if (fault) throw new MongoServerFault(fault.code, fault.codeName, fault.message);
    return answer;
  }

  /** Ends it at once, whatever it is doing. */
  async end(reason: MongoServerFault): Promise<void> {
    this.fail(reason);
    await this.worker.terminate();
  }

  private fail(error: MongoServerFault): void {
    if (this.ended) return;
    this.ended = error;
    this.onEnd(this);
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}

function faultOf({ code, message }: NodeJS.ErrnoException): MongoServerFault {
  return code === 'ERR_WORKER_OUT_OF_MEMORY'
    ? new MongoServerFault(146, 'ExceededMemoryLimit', 'the thread that was reading ran out of memory')
    : new MongoServerFault(1, 'InternalError', `the thread that was reading has ended: ${message}`);
}
