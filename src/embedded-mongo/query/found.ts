import { planQuery } from '../planner/plan.ts';
import type { Query } from '../planner/query.ts';
import { FieldPicker } from '../raw/field-picker.ts';
import { collationOrder } from '../semantics/collation.ts';
import { Ordering } from '../semantics/ordering.ts';
import type { Collection } from '../storage/collection.ts';
import { Scan } from '../storage/scan.ts';
import { documentTest } from './document-test.ts';
import { impatient, type Patience } from './patience.ts';

const DOCUMENTS_PER_READ = 500;

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
  const plan = planQuery(collection, query);
  const test = documentTest(query);
  const matches = plan.exact ? () => true : test;
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
  const visit = (raw: Buffer) => (matches(raw) && --toSkip < 0 ? take(raw) : undefined);
  for (let left = limit || Number.POSITIVE_INFINITY; left > 0 && !scan.done; ) {
    const some = scan.read(visit, Math.min(left, DOCUMENTS_PER_READ), patience);
    left -= some.length;
    yield* some;
    if (left > 0 && !scan.done) impatient(patience);
  }
}
