import { collationOf } from '../planner/collation.ts';
import { hintOf } from '../planner/hint.ts';
import { sortSpec } from '../planner/sort-spec.ts';
import { firstMatch, type Stored } from '../query/matching.ts';
import { insertUpserted, modify } from '../query/modify.ts';
import { rawProjection } from '../query/raw-projection.ts';
import { decode } from '../raw/decode.ts';
import { flagOf } from '../raw/number-of.ts';
import { type Doc, isDocument } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import type { Collection } from '../storage/collection.ts';
import type { Store } from '../storage/store.ts';
import type { Work } from '../storage/write-queue.ts';
import { collectionName, documentOf, documentsOf } from './arguments.ts';
import type { Handler } from './command.ts';

export const findAndModify: Handler = ({ database, command }, { store }) => {
  const name = collectionName(command, command.findAndModify === undefined ? 'findandmodify' : 'findAndModify');
  const { update } = command;
  if (flagOf(command.remove) === (update !== undefined)) {
    throw new MongoServerFault(9, 'FailedToParse', 'Either an update or remove=true must be specified');
  }
  if (update !== undefined && !isDocument(update) && !Array.isArray(update)) {
    throw new MongoServerFault(9, 'FailedToParse', 'an update must be a document or a pipeline');
  }
  return store.write(run(store, database, name, command));
};

/** Finding and changing happen in one step of the queue, so a filter on a state is a true compare-and-set. */
function* run(store: Store, database: string, name: string, command: Doc): Work<Doc> {
  const filter = documentOf(command, 'query') ?? {};
  const project = rawProjection(documentOf(command, 'fields'), filter);
  const shown = (raw: Buffer | undefined) => (raw ? decode(project(raw)) : null);
  const found = yield* find(store, database, name, filter, command);
  if (flagOf(command.remove)) {
    if (found) store.catalog.get(database, name)?.remove(found.id, found.raw);
    return { lastErrorObject: { n: found ? 1 : 0 }, value: shown(found?.raw) };
  }
  const change = changeOf(filter, command);
  if (found) {
    const after = modify(store.catalog.get(database, name) as Collection, found, change);
    return { lastErrorObject: { n: 1, updatedExisting: true }, value: shown(flagOf(command.new) ? after : found.raw) };
  }
  if (!flagOf(command.upsert)) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null };
  const made = insertUpserted(store.catalog.ensure(database, name), change);
  const lastErrorObject = { n: 1, updatedExisting: false, upserted: made.doc._id };
  return { lastErrorObject, value: flagOf(command.new) ? shown(made.raw) : null };
}

function* find(store: Store, database: string, name: string, filter: Doc, command: Doc): Work<Stored | undefined> {
  const collection = store.catalog.get(database, name);
  if (!collection) return undefined;
  const sort = sortSpec(documentOf(command, 'sort'));
  return yield* firstMatch(collection, {
    filter,
    sort,
    variables: documentOf(command, 'let'),
    hint: hintOf(command.hint),
    collation: collationOf(documentOf(command, 'collation')),
  });
}

function changeOf(filter: Doc, command: Doc) {
  const arrayFilters = command.arrayFilters === undefined ? undefined : documentsOf(command, 'arrayFilters');
  return {
    filter,
    update: command.update as Doc | Doc[],
    arrayFilters,
    variables: documentOf(command, 'let'),
    now: new Date(),
  };
}
