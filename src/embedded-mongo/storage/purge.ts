import type { Catalog } from './catalog.ts';
import type { Databases } from './databases.ts';
import { rangeOf } from './key-range.ts';
import type { Work } from './write-queue.ts';

const KEYS_PER_STEP = 500;

/** Removes the keys of dropped collections and indexes, a few at a time. What a stop interrupts, the next start ends. */
export function* purge(databases: Databases, catalog: Catalog): Work<void> {
  for (const { key, table, id } of catalog.leftovers()) {
    for (;;) {
      const keys = [...databases[table].getKeys({ ...rangeOf(id), limit: KEYS_PER_STEP })].map((stale) =>
        Buffer.from(stale),
      );
      for (const stale of keys) databases[table].removeSync(stale);
      if (keys.length < KEYS_PER_STEP) break;
      yield;
    }
    databases.meta.removeSync(key);
    yield;
  }
}
