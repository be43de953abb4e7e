import { expect } from 'chai';
import type { Collection } from 'mongodb';

/** `twice` is changed together with `version`, and `pad` has `size` letters: a half document would show. */
export interface Row {
  _id: string;
  lane: number;
  version: number;
  twice: number;
  size: number;
  pad: string;
  key?: string;
}

interface Standing {
  /** the version that the store has told of, -1 before it told of the insert */
  told: number;
  /** the version that it may have reached */
  asked: number;
  leaving?: 'asked' | 'told';
}

/** What the clients asked of the store and what they were told before it was killed. */
export class Ledger {
  conflicts = 0;
  private acknowledged = 0;
  private awaited: { count: number; reached(): void } | undefined;
  readonly counters = new Map<string, { told: number; asked: number }>();
  private readonly rows = new Map<string, Standing>();

  asked(ids: string[]): void {
    for (const id of ids) {
      const standing = this.rows.get(id);
      if (standing) standing.asked++;
      else this.rows.set(id, { told: -1, asked: 0 });
    }
  }

  told(ids: string[]): void {
    for (const id of ids) this.standing(id).told++;
    this.acknowledge();
  }

  leaving(id: string, how: 'asked' | 'told'): void {
    this.standing(id).leaving = how;
    if (how === 'told') this.acknowledge();
  }

  /** Resolves when so many more writes are acknowledged. */
  async further(count: number): Promise<void> {
    await new Promise<void>((reached) => {
      this.awaited = { count: this.acknowledged + count, reached };
    });
  }

  /** A document that the store refused must never be seen. */
  refused(id: string): void {
    this.conflicts++;
    this.rows.delete(id);
  }

  counter(id: string): { told: number; asked: number } {
    const counter = this.counters.get(id) ?? { told: 0, asked: 0 };
    this.counters.set(id, counter);
    return counter;
  }

  /** Compares with what a store holds. */
  async compare(rows: Collection<Row>, counters: Collection<{ _id: string; n: number }>): Promise<void> {
    const seen = new Set<string>();
    for await (const { _id, version, twice, size, pad } of rows.find()) {
      const standing = this.standing(_id);
      expect(standing.leaving, `${_id} was deleted`).not.to.equal('told');
      expect(version, _id).to.be.within(standing.told, standing.asked);
      expect({ twice, pad: pad.length }, _id).to.deep.equal({ twice: version * 2, pad: size });
      expect(seen.has(_id), `${_id} is there once`).to.equal(false);
      seen.add(_id);
      // What is there now was kept: from here on it may not be less.
      standing.told = version;
    }
    const lost = [...this.rows].filter(([id, { told, leaving }]) => told >= 0 && !leaving && !seen.has(id));
    expect(lost.map(([id]) => id)).to.deep.equal([]);
    for (const id of this.rows.keys()) if (!seen.has(id)) this.rows.delete(id);
    const counted = new Map((await counters.find().toArray()).map(({ _id, n }) => [_id, n]));
    for (const [id, { told, asked }] of this.counters) expect(counted.get(id) ?? 0, id).to.be.within(told, asked);
  }

  private acknowledge(): void {
    this.acknowledged++;
    if (this.awaited && this.acknowledged >= this.awaited.count) this.awaited.reached();
  }

  private standing(id: string): Standing {
    const standing = this.rows.get(id);
    if (!standing) throw new Error(`nobody asked for ${id}`);
    return standing;
  }
}
