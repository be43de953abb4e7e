import { dataKey } from '../keys/id-key.ts';
import type { Collection } from './collection.ts';
import type { Table } from './databases.ts';
import { refuseEarlyEnd } from './early-end.ts';
import { entryId } from './index-entry.ts';
import { type Leg, legsOf, type Route, restOf } from './route.ts';
import { Standing } from './standing.ts';

/** To look whether an end is the end takes as long as to find a key: not worth it for ranges of fewer keys. */
const KEYS_WORTH_A_LOOK = 16;

/** How many keys and ranges are passed between two looks at whether to stop. */
const STEPS_PER_LOOK = 4;

const never = () => false;

/**
 * Sees a document's bytes, which are only lent: whatever shall outlast the call must be copied. The document's key is
 * told only to those who ask, since most do not and to cut it out costs a fifth of the reading.
 */
export type Visit<T> = (raw: Buffer, idOf: () => Buffer) => T | undefined;

/** Reads along routes in pieces; between two pieces it holds nothing but the last key it saw. */
export class Scan {
  done = false;
  /** how many keys were looked at */
  examined = 0;
  private readonly collection: Collection;
  private readonly legs: Leg[];
  private readonly seen: Set<string> | undefined;
  private standing: Standing | undefined;
  private begun = false;
  private at = 0;
  private steps = 0;
  private last: Buffer | undefined;

  constructor(collection: Collection, routes: Route[]) {
    this.collection = collection;
    this.legs = routes.flatMap((route) => legsOf(route));
    const meetsAgain = routes.length > 1 || routes.some(({ index }) => index?.definition.multikey.some(Boolean));
    this.seen = meetsAgain ? new Set() : undefined;
  }

  /**
   * What the visitor made of the next documents: at most `wanted` results, and only as long as nothing says stop.
   * Throws QueryPlanKilled when what is read was dropped since the last piece.
   */
  read<T>(visit: Visit<T>, wanted: number, stop: () => unknown = never): T[] {
    if (this.begun) this.checkStanding();
    this.begun = true;
    const results: T[] = [];
    while (this.at < this.legs.length && results.length < wanted) {
      const ended = this.readLeg(this.legs[this.at] as Leg, visit, results, wanted, stop);
      if (!ended) break;
      this.at++;
      this.last = undefined;
      if (this.isStopped(stop)) break;
    }
    this.done = this.at >= this.legs.length;
    return results;
  }

  /** Reads of one range; true when the range is at its end. */
  private readLeg<T>(leg: Leg, visit: Visit<T>, results: T[], wanted: number, stop: () => unknown): boolean {
    const { index } = leg;
    const { databases } = this.collection;
    const table = index ? databases.index : databases.lent;
    const before = this.last ? Number.NEGATIVE_INFINITY : this.examined;
    for (const { key, value } of leg.range.single ? this.entry(leg) : table.getRange(restOf(leg, this.last))) {
      this.last = key;
      this.examined++;
      const id = index && entryId(index.definition.unique, key, value);
      if (this.seen && this.isSeen(id ?? key.subarray(4))) continue;
      const raw = id ? lend(databases.data, dataKey(this.collection.definition.id, id)) : value;
      const result = raw && visit(raw, () => id ?? key.subarray(4));
      if (result !== undefined) results.push(result);
      if (results.length >= wanted || this.isStopped(stop)) return false;
    }
    if (this.last && this.examined - before > KEYS_WORTH_A_LOOK)
      refuseEarlyEnd(table, leg.range, this.last, leg.reverse);
    return true;
  }

  private checkStanding(): void {
    this.standing ??= new Standing(
      this.collection,
      this.legs.flatMap(({ index }) => index ?? []),
    );
    this.standing.check();
  }

  private isStopped(stop: () => unknown): boolean {
    this.steps++;
    return this.steps % STEPS_PER_LOOK === 0 && Boolean(stop());
  }

  private isSeen(id: Buffer): boolean {
    const name = id.toString('latin1');
    if (this.seen?.has(name)) return true;
    this.seen?.add(name);
    return false;
  }

  /** What there is of a single key, unless it was read before. To begin a range costs five times as much. */
  private entry({ index, range: { start } }: Leg): { key: Buffer; value: Buffer }[] {
    if (this.last) return [];
    const { databases } = this.collection;
    // What is lent is gone with the next reading, and of an index another follows.
    const value = index ? databases.index.getBinary(start) : lend(databases.data, start);
    return value ? [{ key: start, value }] : [];
  }
}

/** The bytes behind a key, without a copy. */
function lend(table: Table, key: Buffer): Buffer | undefined {
  const lent = table.getBinaryFast(key);
  return lent && Buffer.from(lent.buffer, lent.byteOffset, lent.length);
}
