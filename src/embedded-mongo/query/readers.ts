import { availableParallelism } from 'node:os';
import { MongoServerFault } from '../semantics/fault.ts';
import { MatchTooLong } from '../semantics/filter/bounded-match.ts';
import type { Catalog } from '../storage/catalog.ts';
import { isHeavy } from './heavy.ts';
import { shortPatience, TOO_LONG } from './patience.ts';
import { packed, type Reading } from './reading.ts';
import { ReadingThread } from './reading-thread.ts';
import { readingTime } from './reading-time.ts';
import { results } from './results.ts';
import { cursorKilled } from './run.ts';
import { type Source, sourceOf } from './source.ts';
import { ThreadSource } from './thread-source.ts';

/** Bytes of documents that are held for a client who has not fetched them yet; a thread reads on as they are fetched. */
const HELD_BYTES = 2 * 1024 * 1024;

const MOST_THREADS = Math.min(4, Math.max(2, availableParallelism()));

interface ReadersOptions {
  /** of each thread */
  heapMegabytes?: number;
  /** after which a thread ends */
  idleMs?: number;
}

/**
 * Reads. Whatever is done within some milliseconds is done at once, and everything else by a thread from its beginning:
 * nobody can tell beforehand how long a read will take.
 */
export class Readers {
  private readonly dir: string;
  private readonly catalog: Catalog;
  private readonly options: Required<ReadersOptions>;
  private readonly threads = new Set<ReadingThread>();
  private closed = false;

  constructor(dir: string, catalog: Catalog, { heapMegabytes = 1024, idleMs = 60_000 }: ReadersOptions = {}) {
    this.dir = dir;
    this.catalog = catalog;
    this.options = { heapMegabytes, idleMs };
  }

  /** Begins a reading. Rejects with a MongoServerFault; when the client is gone, its thread is set free. */
  async read(reading: Reading, gone?: AbortSignal): Promise<Source> {
    await readingTime();
    if (gone?.aborted) throw cursorKilled();
    const docs = this.readHere(reading);
    if (docs) return sourceOf(docs);
    const source = new ThreadSource(this.freest());
    await source.open(packed(reading), gone);
    return source;
  }

  /** Ends all that is being read; nothing long can be read any more. */
  async close(): Promise<void> {
    this.closed = true;
    await Promise.all([...this.threads].map((thread) => thread.end(interrupted())));
  }

  private readHere(reading: Reading): Buffer[] | undefined {
    if (isHeavy(reading)) return undefined;
    const patience = shortPatience();
    const docs: Buffer[] = [];
    let bytes = 0;
    try {
      for (const doc of results(this.catalog, reading, patience)) {
        docs.push(doc);
        bytes += doc.length;
        if (bytes > HELD_BYTES && docs.length > 1) return undefined;
        if (docs.length % 16 === 0 && patience()) return undefined;
      }
      return docs;
    } catch (error) {
      if (error === TOO_LONG || error instanceof MatchTooLong) return undefined;
      throw error;
    }
  }

  /** A thread that has nothing to do, a new one as long as there may be more, or else the one with the least to do. */
  private freest(): ReadingThread {
    if (this.closed) throw interrupted();
    const [freest] = [...this.threads].sort((a, b) => a.load - b.load);
    if (freest && (freest.load === 0 || this.threads.size >= MOST_THREADS)) return freest;
    const onEnd = (ended: ReadingThread) => this.threads.delete(ended);
    const thread = new ReadingThread({ dir: this.dir }, { ...this.options, onEnd });
    this.threads.add(thread);
    return thread;
  }
}

function interrupted(): MongoServerFault {
  return new MongoServerFault(11600, 'InterruptedAtShutdown', 'interrupted at shutdown');
}
