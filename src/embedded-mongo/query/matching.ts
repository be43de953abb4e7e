import { type Plan, planQuery } from '../planner/plan.ts';
import type { Query } from '../planner/query.ts';
import { FieldPicker } from '../raw/field-picker.ts';
import { collationOrder } from '../semantics/collation.ts';
import { Ordering } from '../semantics/ordering.ts';
import type { Collection } from '../storage/collection.ts';
import { Scan } from '../storage/scan.ts';
import type { Work } from '../storage/write-queue.ts';
import { documentTest } from './document-test.ts';
import { used } from './index-uses.ts';
import { shortPatience } from './patience.ts';
import { stepPatience } from './write-time.ts';

const KEYS_PER_PIECE = 1000;

/** A stored document: its key and its bytes. */
export interface Stored {
  id: Buffer;
  raw: Buffer;
}

/** Finds the first document of a query for a write; nothing can come between finding and what follows at once. */
export function* firstMatch(collection: Collection, query: Query): Work<Stored | undefined> {
  const plan = used(collection, planQuery(collection, { ...query, limit: 1 }));
  const isMatch = plan.exact ? () => true : documentTest(query, stepPatience);
  if (query.sort && !plan.sorted) return yield* leastMatch(collection, query, plan, isMatch);
  const scan = new Scan(collection, plan.routes);
  for (;;) {
    const [found] = scan.read((raw, idOf) => (isMatch(raw) ? copyOf(raw, idOf()) : undefined), 1, shortPatience());
    if (found || scan.done) return found;
    yield;
  }
}

/**
 * Without an index, all matches are looked at. Should the least have changed meanwhile, they are looked at anew: along
 * the same routes, which the scan has just seen to be standing.
 */
function* leastMatch(
  collection: Collection,
  query: Query,
  plan: Plan,
  isMatch: (raw: Buffer) => boolean,
): Work<Stored | undefined> {
  const sort = query.sort ?? {};
  const picker = new FieldPicker(Object.keys(sort).map((path) => path.split('.')[0] as string));
  for (;;) {
    const scan = new Scan(collection, plan.routes);
    const ordering = new Ordering<Stored>(sort, collationOrder(query.collation), ({ raw }) => raw.length, 1);
    const visit = (raw: Buffer, idOf: () => Buffer) =>
      isMatch(raw) ? ordering.add(picker.decode(raw), () => copyOf(raw, idOf())) : undefined;
    for (;;) {
      scan.read(visit, 1, shortPatience());
      if (scan.done) break;
      yield;
    }
    const [least] = ordering.items();
    if (!least || collection.raw(least.id)?.equals(least.raw)) return least;
  }
}

/**
 * The keys of the documents of a query that pass its test, some at a time. They may have changed by the time that they
 * are used.
 */
export function* matches(collection: Collection, query: Query, passes: (raw: Buffer) => boolean): Generator<Buffer[]> {
  const plan = used(collection, planQuery(collection, query));
  const isMatch = plan.exact ? () => true : passes;
  const scan = new Scan(collection, plan.routes);
  // To plan may have taken long. From here on the scan notices when its index is dropped.
  scan.read(nothing, 0);
  yield [];
  while (!scan.done) {
    yield scan.read((raw, idOf) => (isMatch(raw) ? Buffer.from(idOf()) : undefined), KEYS_PER_PIECE, shortPatience());
  }
}

/** All of them: changing documents while an index is being read could meet a document twice. */
export function* allMatches(collection: Collection, query: Query, passes: (raw: Buffer) => boolean): Work<Buffer[]> {
  const ids: Buffer[] = [];
  for (const some of matches(collection, query, passes)) {
    for (const id of some) ids.push(id);
    yield;
  }
  return ids;
}

function nothing(): undefined {}

function copyOf(raw: Buffer, id: Buffer): Stored {
  return { id: Buffer.from(id), raw: Buffer.from(raw) };
}
