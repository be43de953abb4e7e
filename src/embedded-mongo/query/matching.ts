import { idKey } from '../keys/id-key.ts';
import { planQuery } from '../planner/plan.ts';
import type { Query } from '../planner/query.ts';
import { FieldPicker } from '../raw/field-picker.ts';
import type { Collection } from '../storage/collection.ts';
import { Scan } from '../storage/scan.ts';
import type { Work } from '../storage/write-queue.ts';
import { KEYS_PER_TURN } from './breath.ts';
import { documentTest } from './document-test.ts';
import { inOrder } from './in-order.ts';

/** A stored document: its key and its bytes. */
export interface Stored {
  id: Buffer;
  raw: Buffer;
}

const idPicker = new FieldPicker(['_id']);

/** Finds the first document of a query for a write; nothing can come between finding and what follows at once. */
export function* firstMatch(collection: Collection, query: Query): Work<Stored | undefined> {
  const plan = planQuery(collection, { ...query, limit: 1 });
  const matches = plan.exact ? () => true : documentTest(query);
  const scan = new Scan(collection, plan.routes);
  if (query.sort && !plan.sorted) {
    const all = scan.read(
      (raw) => (matches(raw) ? Buffer.from(raw) : undefined),
      Number.MAX_SAFE_INTEGER,
      Number.MAX_SAFE_INTEGER,
    );
    const [raw] = inOrder(all, query.sort, { ...query, limit: 1 });
    return raw && { id: idKey(idPicker.decode(raw)._id), raw };
  }
  for (;;) {
    const [found] = scan.read((raw, id) => (matches(raw) ? copyOf(raw, id) : undefined), 1, KEYS_PER_TURN);
    if (found || scan.done) return found;
    yield;
  }
}

/** Finds the keys of all documents of a query. They may have changed by the time that they are used. */
export function* allMatches(collection: Collection, query: Query): Work<Buffer[]> {
  const plan = planQuery(collection, query);
  const matches = plan.exact ? () => true : documentTest(query);
  const scan = new Scan(collection, plan.routes);
  const ids: Buffer[] = [];
  for (;;) {
    for (const id of scan.read(
      (raw, id) => (matches(raw) ? Buffer.from(id) : undefined),
      KEYS_PER_TURN,
      KEYS_PER_TURN,
    )) {
      ids.push(id);
    }
    if (scan.done) return ids;
    yield;
  }
}

function copyOf(raw: Buffer, id: Buffer): Stored {
  return { id: Buffer.from(id), raw: Buffer.from(raw) };
}
