import { sortSpec } from '../planner/sort-spec.ts';
import { documentTest } from '../query/document-test.ts';
import { firstMatch } from '../query/matching.ts';
import { changing, insertUpserted, modify } from '../query/modify.ts';
import { rawProjection } from '../query/raw-projection.ts';
import { endAfter, stepPatience, timely } from '../query/write-time.ts';
import { decode } from '../raw/decode.ts';
import type { Doc } from '../semantics/document.ts';
import { failedToParse } from '../semantics/fault.ts';
import type { Store } from '../storage/store.ts';
import type { Work } from '../storage/write-queue.ts';
import { checkAlteration } from './alteration.ts';
import { collation } from './collation.ts';
import { command } from './command.ts';
import { required, type Values } from './fields.ts';
import { inContext } from './in-context.ts';
import { collection, document, documentOrPipeline, flag, hint, ignored, listOf } from './kinds.ts';

const FIELDS = {
  findAndModify: required(collection),
  query: document,
  fields: document,
  sort: document,
  hint,
  collation,
  arrayFilters: listOf(document),
  remove: flag,
  update: documentOrPipeline,
  upsert: flag,
  new: flag,
  bypassDocumentValidation: ignored,
  let: document,
};

type Arguments = Values<typeof FIELDS>;

export const findAndModify = command(
  FIELDS,
  (args, { database, maxTimeMS }, { store }) => {
    checkArguments(args);
    return store.write(timely(run(store, database, args), endAfter(maxTimeMS)));
  },
  { aliases: ['findandmodify'], stable: true, writeConcern: true },
);

function checkArguments({ query: filter = {}, remove, update, upsert, new: after, arrayFilters }: Arguments): void {
  if (!remove && !update) throw failedToParse('Either an update or remove=true must be specified');
  if (update) {
    if (remove) throw failedToParse('Cannot specify both an update and remove=true');
    checkAlteration({ filter, update, arrayFilters });
    return;
  }
  if (upsert) throw failedToParse('Cannot specify both upsert=true and remove=true');
  if (after) {
    const why = "'remove' always returns the deleted document";
    throw failedToParse(`Cannot specify both new=true and remove=true; ${why}`);
  }
  if (arrayFilters) throw failedToParse('Cannot specify arrayFilters and remove=true');
}

/** Finding and changing happen in one step of the queue, so a filter on a state is a true compare-and-set. */
function* run(store: Store, database: string, args: Arguments): Work<Doc> {
  const { findAndModify: name, query: filter = {}, update, arrayFilters, let: variables, collation } = args;
  const project = rawProjection({ projection: args.fields, filter, variables, collation }, stepPatience);
  const shown = (raw: Buffer | undefined) => (raw ? decode(project(raw)) : null);
  const collection = store.catalog.get(database, name);
  // Also where there is nothing to find, a filter must be one.
  if (!collection) documentTest(queryOf(args), stepPatience);
  const found = collection && (yield* firstMatch(collection, queryOf(args)));
  if (!update) {
    // Shown first: what nobody could be told of stays.
    const value = shown(found?.raw);
    if (found) store.catalog.get(database, name)?.remove(found.id, found.raw);
    return { lastErrorObject: { n: found ? 1 : 0 }, value };
  }
  const change = { filter, update, arrayFilters, variables, collation, now: new Date() };
  const apply = changing(change);
  if (found) {
    const after = onDocument(() => modify(store.catalog.ensure(database, name), found, apply));
    return { lastErrorObject: { n: 1, updatedExisting: true }, value: shown(args.new ? after : found.raw) };
  }
  if (!args.upsert) return { lastErrorObject: { n: 0, updatedExisting: false }, value: null };
  const made = onDocument(() => insertUpserted(store.catalog.ensure(database, name), change));
  const lastErrorObject = { n: 1, updatedExisting: false, upserted: made.doc._id };
  return { lastErrorObject, value: args.new ? shown(made.raw) : null };
}

/** Tells faults that are met on a document from those of the command. */
function onDocument<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw inContext(error, 'Plan executor error during findAndModify');
  }
}

/** What the arguments of a findAndModify look for. */
export function queryOf({ query: filter = {}, sort, let: variables, hint, collation }: Arguments) {
  return { filter, sort: sortSpec(sort), variables, hint, collation };
}
