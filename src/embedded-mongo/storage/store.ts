import { recover } from './after-failure.ts';
import { Catalog } from './catalog.ts';
import { type Databases, dataFile, openDatabases } from './databases.ts';
import { dropTemporary } from './drop-temporary.ts';
import { expire } from './expiry.ts';
import { dropHalfBuilt } from './index-build.ts';
import { purge } from './purge.ts';
import { type Work, WriteQueue } from './write-queue.ts';

/** How often documents are looked for whose time is over, in milliseconds. */
const EXPIRY_INTERVAL_MS = 60_000;

/** A folder of documents, opened by this process alone. */
export class Store {
  readonly dir: string;
  readonly databases: Databases;
  readonly catalog: Catalog;
  /** Resolves when what an interrupted work left is out of sight. */
  readonly tidied: Promise<void>;
  private readonly queue: WriteQueue;
  private cleaning: Promise<unknown> = Promise.resolve();
  private readonly expiry = setInterval(() => this.expire(new Date()), EXPIRY_INTERVAL_MS).unref();

  constructor(dir: string) {
    this.dir = dir;
    this.databases = openDatabases(dir);
    this.catalog = new Catalog(this.databases);
    this.queue = new WriteQueue(this.databases.root, () => recover(dataFile(dir), () => this.catalog.load()));
    this.tidied = Promise.all([
      this.cleanUp(dropHalfBuilt(this.catalog)),
      this.cleanUp(dropTemporary(this.catalog)),
    ]).then(() => this.clearLeftovers());
  }

  /** Runs work that writes; resolves when it is on the disk. */
  write<T>(work: Work<T>): Promise<T> {
    return this.queue.submit(work);
  }

  /** Removes, in the background, what dropped collections and indexes left behind. */
  clearLeftovers(): void {
    void this.cleanUp(purge(this.databases, this.catalog));
  }

  /** Deletes, in the background, the documents whose time is over. */
  expire(now: Date): void {
    void this.cleanUp(expire(this.catalog, now));
  }

  async close(): Promise<void> {
    clearInterval(this.expiry);
    await this.tidied;
    await this.cleaning;
    await this.queue.idle();
    await this.databases.root.close();
  }

  private cleanUp(work: Work<unknown>): Promise<unknown> {
    const done = this.write(work).catch((error: unknown) => console.error(`clearing up failed: ${String(error)}`));
    this.cleaning = Promise.all([this.cleaning, done]);
    return done;
  }
}
