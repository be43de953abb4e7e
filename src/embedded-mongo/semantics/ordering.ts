import { sortOrder } from './compare.ts';
import type { Doc } from './document.ts';
import { MOST_BYTES, sortTooLarge } from './memory.ts';
import type { CompareText } from './text-order.ts';

interface Row<T> {
  keys: unknown[];
  item: T;
  bytes: number;
}

/**
 * Puts items in the order of a sort specification; equal ones keep their places. When only the first few are wanted,
 * it never holds more than twice as many. Throws when it would have to hold more than 100 MB.
 */
export class Ordering<T> {
  private readonly order: ReturnType<typeof sortOrder>;
  private readonly sizeOf: (item: T) => number;
  private readonly wanted: number;
  private readonly mostBytes: number;
  private rows: Row<T>[] = [];
  private bytes = 0;
  /** the keys of the last item that is wanted so far, once there are enough */
  private last: unknown[] | undefined;

  constructor(
    sort: Doc,
    text: CompareText | undefined,
    sizeOf: (item: T) => number,
    wanted = Number.POSITIVE_INFINITY,
    mostBytes = MOST_BYTES,
  ) {
    this.order = sortOrder(sort, text);
    this.sizeOf = sizeOf;
    this.wanted = wanted;
    this.mostBytes = mostBytes;
  }

  /** Adds an item by the document that it sorts by. It is made only when it is kept. */
  add(doc: Doc, make: () => T): void {
    const keys = this.order.keys(doc);
    if (this.last && this.order.compare(keys, this.last) >= 0) return;
    const item = make();
    const bytes = this.sizeOf(item);
    this.rows.push({ keys, item, bytes });
    this.bytes += bytes;
    if (this.rows.length > 2 * this.wanted || this.bytes > this.mostBytes) this.cut();
    if (this.bytes > this.mostBytes) throw sortTooLarge(this.mostBytes);
  }

  /** The wanted items in their order. */
  items(): T[] {
    this.rows.sort((a, b) => this.order.compare(a.keys, b.keys));
    return this.rows.slice(0, this.wanted).map(({ item }) => item);
  }

  private cut(): void {
    if (this.rows.length <= this.wanted) return;
    this.rows.sort((a, b) => this.order.compare(a.keys, b.keys));
    this.rows.length = this.wanted;
    this.last = this.rows[this.wanted - 1]?.keys;
    this.bytes = this.rows.reduce((sum, row) => sum + row.bytes, 0);
  }
}
