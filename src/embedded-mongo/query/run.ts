import { MongoServerFault } from '../semantics/fault.ts';
import type { Catalog } from '../storage/catalog.ts';
import type { Reading } from './reading.ts';
import { results } from './results.ts';
import { expired } from './write-time.ts';

/** Bytes of documents after which an answer goes out, so that the main thread has little to do with each. */
const ANSWER_BYTES = 1024 * 1024;

/** One reading on its way through a thread. Between two answers it holds nothing of the files. */
export class Run {
  /** of what a `$lookup` may look for */
  private readonly others: Catalog | undefined;
  private readonly iterator: Iterator<Buffer>;
  private readonly killed: Int32Array;
  private readonly maxTimeMS: number;
  private spent = 0;
  private began = 0;

  constructor(catalog: Catalog, reading: Reading, killed: SharedArrayBuffer) {
    this.others = reading.then instanceof Object && 'stages' in reading.then ? catalog : undefined;
    this.killed = new Int32Array(killed);
    this.maxTimeMS = reading.query.maxTimeMS || Number.POSITIVE_INFINITY;
    this.iterator = results(catalog, reading, () => this.reasonToStop())[Symbol.iterator]();
  }

  /** At most so many documents more, one behind the other in memory of their own. */
  draw(wanted: number): { docs: Uint8Array; done: boolean } {
    // Since the last answer collections and indexes may have been made, or dropped.
    if (this.began) this.others?.load();
    this.began = performance.now();
    const docs: Buffer[] = [];
    let bytes = 0;
    let done = false;
    while (docs.length < wanted && bytes < ANSWER_BYTES && !done) {
      const next = this.iterator.next();
      done = next.done === true;
      if (next.done) break;
      docs.push(next.value);
      bytes += next.value.length;
    }
    this.spent += performance.now() - this.began;
    return { docs: concatenated(docs, bytes), done };
  }

  private reasonToStop(): Error | undefined {
    if (Atomics.load(this.killed, 0)) {
      return cursorKilled();
    }
    if (this.spent + performance.now() - this.began <= this.maxTimeMS) return undefined;
    return expired();
  }
}

export function cursorKilled(): MongoServerFault {
  return new MongoServerFault(237, 'CursorKilled', 'the client went away, or closed the cursor');
}

/** Not out of the pool that Buffers share, so that it can be handed over without a copy. */
function concatenated(docs: Buffer[], bytes: number): Uint8Array {
  const all = new Uint8Array(bytes);
  let at = 0;
  for (const doc of docs) {
    all.set(doc, at);
    at += doc.length;
  }
  return all;
}
