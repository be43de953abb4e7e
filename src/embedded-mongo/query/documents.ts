import { planQuery } from '../planner/plan.ts';
import type { Query } from '../planner/query.ts';
import { decode } from '../raw/decode.ts';
import { FieldPicker } from '../raw/field-picker.ts';
import type { Doc } from '../semantics/document.ts';
import type { Collection } from '../storage/collection.ts';
import { Scan } from '../storage/scan.ts';
import { documentTest } from './document-test.ts';
import { inOrder } from './in-order.ts';

const DOCUMENTS_PER_READ = 500;

/** Decodes only the fields that somebody needs. */
export function decoderOf(needed: Set<string> | 'all'): (raw: Buffer) => Doc {
  if (needed === 'all') return decode;
  const picker = new FieldPicker(needed);
  return (raw) => picker.decode(raw);
}

/** The documents of a query one by one, for those who cannot wait in between: `$lookup`, and pipelines in their own thread. */
export function* documents(collection: Collection, query: Query, needed: Set<string> | 'all' = 'all'): Generator<Doc> {
  const plan = planQuery(collection, query);
  const matches = plan.exact ? () => true : documentTest(query);
  const toDoc = decoderOf(needed);
  const scan = new Scan(collection, plan.routes);
  if (query.sort && !plan.sorted) {
    const all = scan.read(
      (raw) => (matches(raw) ? Buffer.from(raw) : undefined),
      Number.MAX_SAFE_INTEGER,
      Number.MAX_SAFE_INTEGER,
    );
    for (const raw of inOrder(all, query.sort, query)) yield toDoc(raw);
    return;
  }
  let toSkip = query.skip ?? 0;
  let left = query.limit || Number.POSITIVE_INFINITY;
  while (!scan.done && left > 0) {
    const found = scan.read(
      (raw) => (matches(raw) && toSkip-- <= 0 ? toDoc(raw) : undefined),
      Math.min(left, DOCUMENTS_PER_READ),
      DOCUMENTS_PER_READ,
    );
    left -= found.length;
    yield* found;
  }
}
