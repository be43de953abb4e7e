import { documentTest } from '../query/document-test.ts';
import { firstMatch, matches } from '../query/matching.ts';
import { endAfter, stepPatience, timely } from '../query/write-time.ts';
import type { Doc } from '../semantics/document.ts';
import { failedToParse } from '../semantics/fault.ts';
import type { Store } from '../storage/store.ts';
import type { Work } from '../storage/write-queue.ts';
import { collation } from './collation.ts';
import { command, type Request } from './command.ts';
import { required } from './fields.ts';
import { anything, collection, document, flag, hint, whole } from './kinds.ts';
import { statements } from './statements.ts';
import { writeAnswer, writeError } from './write-errors.ts';

export const deletions = statements('deletes', 'delete.deletes', {
  q: required(document),
  limit: required(whole),
  hint,
  collation,
});

type Statement = Awaited<ReturnType<typeof deletions>>[number];

export const deleteDocuments = command(
  { delete: required(collection), deletes: anything, ordered: flag, let: document },
  async ({ delete: name, deletes, ordered, let: variables }, request, { store }) => {
    const all = await deletions(request.message, deletes);
    for (const { limit } of all) checkLimit(limit);
    const work = deleteAll(store, request, name, all, variables, ordered !== false);
    return store.write(timely(work, endAfter(request.maxTimeMS)));
  },
  { stable: true, writeConcern: true },
);

function checkLimit(limit: number): void {
  if (limit === 0 || limit === 1) return;
  throw failedToParse(`The limit field in delete objects must be 0 or 1. Got ${limit}`);
}

function* deleteAll(
  store: Store,
  { database }: Request,
  name: string,
  statements: Statement[],
  variables: Doc | undefined,
  ordered: boolean,
): Work<Doc> {
  const errors: Doc[] = [];
  let n = 0;
  for (const [index, statement] of statements.entries()) {
    if (index) yield;
    try {
      n += yield* deleteMatches(store, database, name, statement, variables);
    } catch (error) {
      errors.push(writeError(index, error));
      if (ordered) break;
    }
  }
  return writeAnswer({ n }, errors);
}

function* deleteMatches(
  store: Store,
  database: string,
  name: string,
  { q: filter, limit, hint, collation }: Statement,
  variables: Doc | undefined,
): Work<number> {
  const query = { filter, variables, hint, collation };
  if (limit === 1) {
    const collection = store.catalog.get(database, name);
    if (!collection) documentTest(query, stepPatience);
    const stored = collection && (yield* firstMatch(collection, query));
    if (stored) store.catalog.get(database, name)?.remove(stored.id, stored.raw);
    return stored ? 1 : 0;
  }
  const isMatch = documentTest(query, stepPatience);
  // A long filter takes long to be compiled, and to be planned.
  yield;
  const collection = store.catalog.get(database, name);
  if (!collection) return 0;
  let n = 0;
  for (const ids of matches(collection, query, isMatch)) {
    for (const id of ids) {
      yield;
      const current = store.catalog.get(database, name);
      const raw = current?.raw(id);
      if (!current || !raw || !isMatch(raw)) continue;
      current.remove(id, raw);
      n++;
    }
    yield;
  }
  return n;
}
