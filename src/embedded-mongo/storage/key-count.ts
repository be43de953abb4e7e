import type { Table } from './databases.ts';
import type { KeyRange } from './key-range.ts';

const KEYS_PER_STRIDE = 10_000;

/** Counts the keys of a range, some at a time, so that whoever counts may stop or rest in between: the sum is the count. */
export function* keyCounts(table: Table, { start, end }: KeyRange): Generator<number> {
  for (let from = start; ; ) {
    const [next] = table.getKeys({ start: from, end, offset: KEYS_PER_STRIDE, limit: 1 });
    if (!next) return yield table.getKeysCount({ start: from, end });
    yield KEYS_PER_STRIDE;
    from = Buffer.from(next);
  }
}
