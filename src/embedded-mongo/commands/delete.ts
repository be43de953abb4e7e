import { collationOf } from '../planner/collation.ts';
import { hintOf } from '../planner/hint.ts';
import { documentTest } from '../query/document-test.ts';
import { allMatches, firstMatch } from '../query/matching.ts';
import { numberOf } from '../raw/number-of.ts';
import type { Doc } from '../semantics/document.ts';
import type { Store } from '../storage/store.ts';
import type { Work } from '../storage/write-queue.ts';
import { collectionName, documentOf } from './arguments.ts';
import type { Handler, Request } from './command.ts';
import { statementsOf } from './statements.ts';
import { writeAnswer, writeError } from './write-errors.ts';

const DOCUMENTS_PER_STEP = 100;

export const deleteDocuments: Handler = (request, { store }) => {
  const name = collectionName(request.command, 'delete');
  return store.write(deleteAll(store, request, name, statementsOf(request, 'deletes')));
};

function* deleteAll(store: Store, { database, command }: Request, name: string, statements: Doc[]): Work<Doc> {
  const errors: Doc[] = [];
  let n = 0;
  for (const [index, statement] of statements.entries()) {
    try {
      n += yield* deleteMatches(store, database, name, statement, documentOf(command, 'let'));
    } catch (error) {
      errors.push(writeError(index, error));
      if (command.ordered !== false) break;
    }
  }
  return writeAnswer({ n }, errors);
}

function* deleteMatches(
  store: Store,
  database: string,
  name: string,
  statement: Doc,
  variables: Doc | undefined,
): Work<number> {
  const collection = store.catalog.get(database, name);
  const filter = documentOf(statement, 'q') ?? {};
  const query = {
    filter,
    variables,
    hint: hintOf(statement.hint),
    collation: collationOf(documentOf(statement, 'collation')),
  };
  if (!collection) return 0;
  if (numberOf(statement.limit) === 1) {
    const stored = yield* firstMatch(collection, query);
    if (stored) store.catalog.get(database, name)?.remove(stored.id, stored.raw);
    return stored ? 1 : 0;
  }
  const ids = yield* allMatches(collection, query);
  const matches = documentTest(query);
  let n = 0;
  for (const [i, id] of ids.entries()) {
    if (i && i % DOCUMENTS_PER_STEP === 0) yield;
    const current = store.catalog.get(database, name);
    const raw = current?.raw(id);
    if (!current || !raw || !matches(raw)) continue;
    current.remove(id, raw);
    n++;
  }
  return n;
}
