import { collationOf } from '../planner/collation.ts';
import { type Hint, hintOf } from '../planner/hint.ts';
import { documentTest } from '../query/document-test.ts';
import { allMatches, firstMatch } from '../query/matching.ts';
import { insertUpserted, modify } from '../query/modify.ts';
import { flagOf } from '../raw/number-of.ts';
import type { Doc } from '../semantics/document.ts';
import { isDocument } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import type { Store } from '../storage/store.ts';
import type { Work } from '../storage/write-queue.ts';
import { collectionName, documentOf, documentsOf } from './arguments.ts';
import type { Handler, Request } from './command.ts';
import { statementsOf } from './statements.ts';
import { writeAnswer, writeError } from './write-errors.ts';

const DOCUMENTS_PER_STEP = 50;

interface Statement {
  filter: Doc;
  update: Doc | Doc[];
  arrayFilters: Doc[] | undefined;
  multi: boolean;
  upsert: boolean;
  hint: Hint | undefined;
  collation: Doc | undefined;
  variables: Doc | undefined;
}

interface Outcome {
  matched: number;
  modified: number;
  upserted?: unknown;
}

export const update: Handler = (request, { store }) => {
  const name = collectionName(request.command, 'update');
  const statements = statementsOf(request, 'updates').map((statement) => read(statement, request.command));
  return store.write(updateAll(store, request, name, statements));
};

function* updateAll(store: Store, { database, command }: Request, name: string, statements: Statement[]): Work<Doc> {
  const errors: Doc[] = [];
  const upserted: Doc[] = [];
  let n = 0;
  let nModified = 0;
  for (const [index, statement] of statements.entries()) {
    try {
      const outcome = yield* updateOne(store, database, name, statement);
      n += outcome.matched;
      nModified += outcome.modified;
      if ('upserted' in outcome) upserted.push({ index, _id: outcome.upserted });
    } catch (error) {
      errors.push(writeError(index, error));
      if (command.ordered !== false) break;
    }
  }
  n += upserted.length;
  return writeAnswer(upserted.length ? { n, nModified, upserted } : { n, nModified }, errors);
}

function read(statement: Doc, command: Doc): Statement {
  const { u } = statement;
  if (statement.sort !== undefined) {
    throw new MongoServerFault(40415, 'Location40415', "BSON field 'update.updates.sort' is an unknown field.");
  }
  if (!isDocument(u) && !Array.isArray(u))
    throw new MongoServerFault(9, 'FailedToParse', 'an update must be a document or a pipeline');
  return {
    filter: documentOf(statement, 'q') ?? {},
    update: u as Doc | Doc[],
    arrayFilters: statement.arrayFilters === undefined ? undefined : documentsOf(statement, 'arrayFilters'),
    multi: flagOf(statement.multi),
    upsert: flagOf(statement.upsert),
    hint: hintOf(statement.hint),
    collation: collationOf(documentOf(statement, 'collation')),
    variables: documentOf(command, 'let'),
  };
}

function* updateOne(store: Store, database: string, name: string, statement: Statement): Work<Outcome> {
  const change = { ...statement, now: new Date() };
  const outcome = yield* statement.multi
    ? updateMatches(store, database, name, statement)
    : updateFirst(store, database, name, statement);
  if (outcome.matched || !statement.upsert) return outcome;
  return { matched: 0, modified: 0, upserted: insertUpserted(store.catalog.ensure(database, name), change).doc._id };
}

function* updateFirst(store: Store, database: string, name: string, statement: Statement): Work<Outcome> {
  const collection = store.catalog.get(database, name);
  if (!collection) return { matched: 0, modified: 0 };
  const stored = yield* firstMatch(collection, statement);
  if (!stored) return { matched: 0, modified: 0 };
  const now = store.catalog.get(database, name) ?? collection;
  const after = modify(now, stored, { ...statement, now: new Date() });
  return { matched: 1, modified: after === stored.raw ? 0 : 1 };
}

/** Every match is looked at again before it is changed, for work in between may have changed it first. */
function* updateMatches(store: Store, database: string, name: string, statement: Statement): Work<Outcome> {
  const collection = store.catalog.get(database, name);
  if (!collection) return { matched: 0, modified: 0 };
  const ids = yield* allMatches(collection, statement);
  const matches = documentTest(statement);
  let matched = 0;
  let modified = 0;
  for (const [i, id] of ids.entries()) {
    if (i && i % DOCUMENTS_PER_STEP === 0) yield;
    const current = store.catalog.get(database, name);
    const raw = current?.raw(id);
    if (!current || !raw || !matches(raw)) continue;
    matched++;
    if (modify(current, { id, raw }, { ...statement, now: new Date() }) !== raw) modified++;
  }
  return { matched, modified };
}
