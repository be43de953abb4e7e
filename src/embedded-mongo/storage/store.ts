import { recover } from './after-failure.ts';
import { Catalog } from './catalog.ts';
import { type Databases, dataFile, openDatabases } from './databases.ts';
import { dropTemporary } from './drop-temporary.ts';
import { expire } from './expiry.ts';
import { dropHalfBuilt } from './index-build.ts';
import { purge } from './purge.ts';
import { type Work, WriteQueue } from './write-queue.ts';

/** How often is looked for what may go, in milliseconds. */
const TIDYING_INTERVAL_MS = 60_000;

/** A folder of documents, opened by this process alone. */
export class Store {
  readonly dir: string;
  readonly databases: Databases;
  readonly catalog: Catalog;
  /** Resolves when what an interrupted work left is out of sight. */
  readonly tidied: Promise<void>;
  private readonly queue: WriteQueue;
  private cleaning: Promise<unknown> = Promise.resolve();
  private readonly tidying: NodeJS.Timeout;

  constructor(dir: string) {
    this.dir = dir;
    this.databases = openDatabases(dir);
    this.catalog = new Catalog(this.databases);
    this.queue = new WriteQueue(this.databases.root, () => recover(dataFile(dir), () => this.catalog.load()));
    this.tidied = Promise.all([this.dropHalfBuilt(), this.cleanUp(dropTemporary(this.catalog))]).then(() =>
      this.clearLeftovers(),
    );
    // Last: of a folder that could not be opened nothing may go on.
    this.tidying = setInterval(() => this.tidy(new Date()), TIDYING_INTERVAL_MS).unref();
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
    clearInterval(this.tidying);
    await this.tidied;
    await this.cleaning;
    await this.queue.idle();
    await this.databases.root.close();
  }

  /** What a failing disk kept from being cleared up when its time was is cleared up now. */
  private tidy(now: Date): void {
    this.expire(now);
    void this.dropHalfBuilt().then(() => this.clearLeftovers());
  }

  private dropHalfBuilt(): Promise<unknown> {
    return this.cleanUp(dropHalfBuilt(this.catalog));
  }

  private cleanUp(work: Work<unknown>): Promise<unknown> {
    const done = this.write(work).catch((error: unknown) => console.error(`clearing up failed: ${String(error)}`));
    const before = this.cleaning;
    this.cleaning = done.then(() => before);
    return done;
  }
}
