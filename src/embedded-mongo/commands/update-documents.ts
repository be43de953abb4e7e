import type { Hint } from '../planner/hint.ts';
import { documentTest } from '../query/document-test.ts';
import { allMatches, firstMatch } from '../query/matching.ts';
import { type Changing, changing, insertUpserted, modify } from '../query/modify.ts';
import { stepPatience } from '../query/write-time.ts';
import type { Doc } from '../semantics/document.ts';
import type { Store } from '../storage/store.ts';
import type { Work } from '../storage/write-queue.ts';
import type { Alteration } from './alteration.ts';

/** One update of a command. */
export interface Statement extends Alteration {
  constants: Doc | undefined;
  multi: boolean;
  upsert: boolean;
  hint: Hint | undefined;
}

interface Outcome {
  matched: number;
  modified: number;
  upserted?: unknown;
}

/** Changes the first document of an update, or all, or makes one where it is told to. */
export function* updateDocuments(store: Store, database: string, name: string, statement: Statement): Work<Outcome> {
  const change = { ...statement, now: new Date() };
  const changed = changing(change);
  const outcome = yield* statement.multi
    ? updateMatches(store, database, name, statement, changed)
    : updateFirst(store, database, name, statement, changed);
  if (outcome.matched || !statement.upsert) return outcome;
  return { matched: 0, modified: 0, upserted: insertUpserted(store.catalog.ensure(database, name), change).doc._id };
}

function* updateFirst(
  store: Store,
  database: string,
  name: string,
  statement: Statement,
  change: Changing,
): Work<Outcome> {
  const collection = store.catalog.get(database, name);
  if (!collection) return nothing(statement);
  const stored = yield* firstMatch(collection, statement);
  if (!stored) return { matched: 0, modified: 0 };
  const after = modify(store.catalog.ensure(database, name), stored, change);
  return { matched: 1, modified: after === stored.raw ? 0 : 1 };
}

/** Every match is looked at again before it is changed, for work in between may have changed it first. */
function* updateMatches(
  store: Store,
  database: string,
  name: string,
  statement: Statement,
  change: Changing,
): Work<Outcome> {
  const matches = documentTest(statement, stepPatience);
  // A long filter takes long to be compiled, and to be planned.
  yield;
  const collection = store.catalog.get(database, name);
  if (!collection) return { matched: 0, modified: 0 };
  const ids = yield* allMatches(collection, statement, matches);
  let matched = 0;
  let modified = 0;
  for (const id of ids) {
    yield;
    const current = store.catalog.get(database, name);
    const raw = current?.raw(id);
    if (!current || !raw || !matches(raw)) continue;
    matched++;
    if (modify(current, { id, raw }, change) !== raw) modified++;
  }
  return { matched, modified };
}

/** Also where there is nothing to find, a filter must be one. */
function nothing(statement: Statement): Outcome {
  documentTest(statement, stepPatience);
  return { matched: 0, modified: 0 };
}
