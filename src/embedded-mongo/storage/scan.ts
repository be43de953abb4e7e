import type { RangeOptions } from 'lmdb';
import { dataKey } from '../keys/id-key.ts';
import type { Collection } from './collection.ts';
import type { Table } from './databases.ts';
import { entryId } from './index-entry.ts';
import type { KeyRange } from './key-range.ts';
import type { StoredIndex } from './stored-index.ts';

/** Which documents to read, in which order: by the collection's own keys, or by an index. */
export interface Route {
  index: StoredIndex | undefined;
  ranges: KeyRange[];
  reverse: boolean;
}

/** One range of one route. */
interface Leg {
  index: StoredIndex | undefined;
  range: KeyRange;
  reverse: boolean;
}

function legsOf({ index, ranges, reverse }: Route): Leg[] {
  const legs = ranges.map((range) => ({ index, range, reverse }));
  return reverse ? legs.reverse() : legs;
}

/** Sees a document's bytes, which are only lent: whatever shall outlast the call must be copied. */
export type Visit<T> = (raw: Buffer, id: Buffer) => T | undefined;

/** Reads along routes in pieces; between two pieces it holds nothing but the last key it saw. */
export class Scan {
  done = false;
  /** how many keys were looked at */
  examined = 0;
  private readonly collection: Collection;
  private readonly legs: Leg[];
  private readonly seen: Set<string> | undefined;
  private at = 0;
  private last: Buffer | undefined;

  constructor(collection: Collection, routes: Route[]) {
    this.collection = collection;
    this.legs = routes.flatMap((route) => legsOf(route));
    const meetsAgain = routes.length > 1 || routes.some(({ index }) => index?.definition.multikey.some(Boolean));
    this.seen = meetsAgain ? new Set() : undefined;
  }

  /** What the visitor made of the next documents: at most `wanted` results, and at most `keys` keys looked at. */
  read<T>(visit: Visit<T>, wanted: number, keys: number): T[] {
    const results: T[] = [];
    let budget = keys;
    while (this.at < this.legs.length && budget > 0 && results.length < wanted) {
      const before = this.examined;
      const ended = this.readLeg(this.legs[this.at] as Leg, visit, results, wanted, budget);
      budget -= this.examined - before;
      if (!ended) break;
      this.at++;
      this.last = undefined;
    }
    this.done = this.at >= this.legs.length;
    return results;
  }

  /** Reads of one range; true when the range is at its end. */
  private readLeg<T>(leg: Leg, visit: Visit<T>, results: T[], wanted: number, budget: number): boolean {
    const { index } = leg;
    const { data } = this.collection.databases;
    const table = index ? this.collection.databases.index : data;
    let looked = 0;
    for (const { key, value } of table.getRange(this.bounds(leg))) {
      this.last = key;
      this.examined++;
      looked++;
      const id = index ? entryId(index.definition.unique, key, value) : key.subarray(4);
      if (this.seen && this.isSeen(id)) continue;
      const raw = index ? this.lend(data, id) : value;
      const result = raw && visit(raw, id);
      if (result !== undefined) results.push(result);
      if (results.length >= wanted || looked >= budget) return false;
    }
    return true;
  }

  private bounds({ range: { start, end }, reverse }: Leg): RangeOptions {
    if (reverse) {
      return {
        start: this.last ?? end,
        end: start,
        reverse: true,
        exclusiveStart: true,
        inclusiveEnd: true,
      };
    }
    return this.last ? { start: this.last, end, exclusiveStart: true } : { start, end };
  }

  private isSeen(id: Buffer): boolean {
    const name = id.toString('latin1');
    if (this.seen?.has(name)) return true;
    this.seen?.add(name);
    return false;
  }

  /** A document's bytes without a copy. */
  private lend(data: Table, id: Buffer): Buffer | undefined {
    const lent = data.getBinaryFast(dataKey(this.collection.definition.id, id));
    return lent && Buffer.from(lent.buffer, lent.byteOffset, lent.length);
  }
}
