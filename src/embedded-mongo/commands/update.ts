import { endAfter, timely } from '../query/write-time.ts';
import type { Doc } from '../semantics/document.ts';
import type { Store } from '../storage/store.ts';
import type { Work } from '../storage/write-queue.ts';
import { checkAlteration, named } from './alteration.ts';
import { collation } from './collation.ts';
import { command, type Request } from './command.ts';
import { required } from './fields.ts';
import { anything, collection, document, documentOrPipeline, flag, hint, ignored, listOf } from './kinds.ts';
import { statements } from './statements.ts';
import { type Statement, updateDocuments } from './update-documents.ts';
import { writeAnswer, writeError } from './write-errors.ts';

export const updates = statements('updates', 'update.updates', {
  q: required(document),
  u: required(documentOrPipeline),
  c: document,
  multi: flag,
  upsert: flag,
  arrayFilters: listOf(document),
  hint,
  collation,
});

export const update = command(
  {
    update: required(collection),
    updates: anything,
    ordered: flag,
    bypassDocumentValidation: ignored,
    let: document,
  },
  async ({ update: name, updates: given, ordered, let: variables }, request, { store }) => {
    const all = await updates(request.message, given);
    return store.write(
      timely(updateAll(store, request, name, all, variables, ordered !== false), endAfter(request.maxTimeMS)),
    );
  },
  { stable: true, writeConcern: true },
);

function* updateAll(
  store: Store,
  { database }: Request,
  name: string,
  statements: Given[],
  variables: Doc | undefined,
  ordered: boolean,
): Work<Doc> {
  const errors: Doc[] = [];
  const upserted: Doc[] = [];
  let n = 0;
  let nModified = 0;
  for (const [index, given] of statements.entries()) {
    if (index) yield;
    try {
      const statement = statementOf(given, variables);
      checkAlteration(statement, statement.multi, statement.constants);
      const outcome = yield* updateDocuments(store, database, name, statement);
      n += outcome.matched;
      nModified += outcome.modified;
      if ('upserted' in outcome) upserted.push({ index, _id: outcome.upserted });
    } catch (error) {
      errors.push(writeError(index, error));
      if (ordered) break;
    }
  }
  n += upserted.length;
  return writeAnswer(upserted.length ? { n, nModified, upserted } : { n, nModified }, errors);
}

type Given = Awaited<ReturnType<typeof updates>>[number];

function statementOf(given: Given, variables: Doc | undefined): Statement {
  const { q: filter, u: update, c: constants, multi = false, upsert = false, arrayFilters, hint, collation } = given;
  return {
    filter,
    update,
    constants,
    arrayFilters,
    multi,
    upsert,
    hint,
    collation,
    variables: named(variables, constants),
  };
}
