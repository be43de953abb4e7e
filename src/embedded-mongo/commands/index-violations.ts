import type { RangeOptions } from 'lmdb';
import { decode } from '../raw/decode.ts';
import type { Doc } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import type { Collection } from '../storage/collection.ts';
import { entryId } from '../storage/index-entry.ts';
import { rangeOf } from '../storage/key-range.ts';
import type { StoredIndex } from '../storage/stored-index.ts';
import type { Work } from '../storage/write-queue.ts';

const ENTRIES_PER_STEP = 1000;

/** An index cannot become unique, for there are documents that have a key in common. */
export class CannotConvertIndexToUnique extends MongoServerFault {
  /** `{ids}` of the documents that share one key */
  readonly violations: Doc[];

  constructor(violations: Doc[]) {
    const advice = 'Please resolve conflicting documents before running collMod again.';
    super(359, 'CannotConvertIndexToUnique', `Cannot convert the index to unique. ${advice}`);
    this.violations = violations;
  }
}

/** Refuses to make an index unique whose documents are not. */
export function* checkUnique(collection: Collection, index: StoredIndex): Work<void> {
  const violations: Doc[] = [];
  let key: Buffer | undefined;
  let ids: Buffer[] = [];
  const settle = () => {
    if (ids.length > 1) violations.push({ ids: ids.map((id) => idOf(collection, id)) });
    ids = [];
  };
  const whole = rangeOf(index.definition.id);
  for (let last: Buffer | undefined = whole.start; last; yield) {
    const range: RangeOptions = { start: last, end: whole.end, exclusiveStart: true, limit: ENTRIES_PER_STEP };
    last = undefined;
    for (const entry of collection.databases.index.getRange(range)) {
      last = Buffer.from(entry.key);
      const id = Buffer.from(entryId(false, last, entry.value));
      const values = last.subarray(0, last.length - id.length);
      if (!key?.equals(values)) settle();
      key = values;
      ids.push(id);
    }
  }
  settle();
  if (violations.length) throw new CannotConvertIndexToUnique(violations);
}

function idOf(collection: Collection, id: Buffer): unknown {
  const raw = collection.raw(id);
  return raw && decode(raw)._id;
}
