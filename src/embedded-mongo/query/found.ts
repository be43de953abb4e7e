import { planQuery } from '../planner/plan.ts';
import type { Query } from '../planner/query.ts';
import { FieldPicker } from '../raw/field-picker.ts';
import { collationOrder } from '../semantics/collation.ts';
import { Ordering } from '../semantics/ordering.ts';
import type { Collection } from '../storage/collection.ts';
import { Scan } from '../storage/scan.ts';
import { documentTest } from './document-test.ts';
import { used } from './index-uses.ts';
import { impatient, type Patience } from './patience.ts';

const DOCUMENTS_PER_PIECE = 500;
/** Bytes of documents after which a piece ends too: it is held as long as nobody reads on. */
const BYTES_PER_PIECE = 1024 * 1024;

/** What is made of a document's bytes, which are only lent. `kept` says which of them a sort must hold: all, if absent. */
export interface Taking<T> {
  take(raw: Buffer): T;
  kept?: ((raw: Buffer) => Buffer) | undefined;
}

/** The documents of a query, in its order. Throws what patience says when it is at its end. */
export function* found<T>(
  collection: Collection,
  query: Query,
  patience: Patience,
  { take, kept = Buffer.from }: Taking<T>,
): Generator<T> {
  const plan = used(collection, planQuery(collection, query));
  // What is exact was understood, so that it need not be compiled to be found right.
  const matches = plan.exact ? everything : documentTest(query, patience);
  const scan = new Scan(collection, plan.routes);
  const { sort, skip = 0, limit } = query;
  const wanted = limit ? skip + limit : Number.POSITIVE_INFINITY;
  if (sort && !plan.sorted) {
    const ordering = new Ordering<Buffer>(sort, collationOrder(query.collation), ({ length }) => length, wanted);
    const picker = new FieldPicker(Object.keys(sort).map((path) => path.split('.')[0] as string));
    while (!scan.done) {
      scan.read((raw) => (matches(raw) ? ordering.add(picker.decode(raw), () => kept(raw)) : undefined), 1, patience);
      impatient(patience);
    }
    for (const raw of ordering.items().slice(skip)) yield take(raw);
    return;
  }
  let toSkip = skip;
  let bytes = 0;
  for (let left = limit || Number.POSITIVE_INFINITY; left > 0 && !scan.done; ) {
    bytes = 0;
    const some = scan.read(
      (raw) => {
        if (!matches(raw) || --toSkip >= 0) return undefined;
        bytes += raw.length;
        return take(raw);
      },
      Math.min(left, DOCUMENTS_PER_PIECE),
      () => bytes > BYTES_PER_PIECE || patience(),
    );
    left -= some.length;
    yield* some;
    if (left > 0 && !scan.done) impatient(patience);
  }
}

function everything(): boolean {
  return true;
}
