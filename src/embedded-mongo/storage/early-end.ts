import { MongoServerFault } from '../semantics/fault.ts';
import type { Table } from './databases.ts';
import type { KeyRange } from './key-range.ts';

/**
 * Where a read of a range came to its end. Over a damaged page lmdb may see an end where there is none, and say
 * nothing; looked at the other way round there is more behind the last key. Throws DataCorruptionDetected then.
 */
export function refuseEarlyEnd(table: Table, { start, end }: KeyRange, last: Buffer, reverse: boolean): void {
  const [missed] = reverse
    ? table.getKeys({ start, end: last, limit: 1 })
    : table.getKeys({ start: end, end: last, reverse: true, exclusiveStart: true, limit: 1 });
  if (missed)
    throw new MongoServerFault(246, 'DataCorruptionDetected', 'the store is damaged: a read ended before its end');
}
