import { type CommandOptions, commandScope } from './command-scope.ts';
import { sameValue } from './compare.ts';
import { type Doc, fieldOf } from './document.ts';
import { failedToParse, MongoServerFault } from './fault.ts';
import { matchPosition } from './filter.ts';
import { identical } from './identical.ts';
import { shown } from './shown.ts';
import { arrayFilterTests } from './update/array-filters.ts';
import { modifications } from './update/modifications.ts';
import { modify } from './update/modify.ts';
import { dollarPrefixed } from './update/paths.ts';
import { pipelineUpdater } from './update/pipeline.ts';
import { isPositional, placed } from './update/places.ts';
import type { Scope } from './variables.ts';

export interface UpdateOptions extends CommandOptions {
  filter: Doc;
  arrayFilters?: Doc[];
  isUpsertInsert?: boolean;
  now: Date;
}

/** What an update is by its shape. */
export function replacementOrUpdate(update: Doc | Doc[]): 'replace' | 'operators' | 'pipeline' {
  if (Array.isArray(update)) return 'pipeline';
  return Object.keys(update)[0]?.startsWith('$') ? 'operators' : 'replace';
}

/**
 * Compiles an update into a function from a document to the new one; the very same object when nothing changes.
 * Throws a MongoServerFault when it is compiled (bad operators, conflicts) or applied (types, paths, `_id`).
 */
export function updater(update: Doc | Doc[], options: UpdateOptions): (doc: Doc) => Doc {
  const scope = commandScope(options);
  if (Array.isArray(update)) {
    if (options.arrayFilters?.length) {
      throw failedToParse('arrayFilters may not be specified for pipeline-style updates');
    }
    return keepingId(pipelineUpdater(update, scope));
  }
  return replacementOrUpdate(update) === 'replace' ? keepingId(replacement(update)) : operators(update, options, scope);
}

function operators(update: Doc, options: UpdateOptions, scope: Scope): (doc: Doc) => Doc {
  const changes = modifications(update, scope, options.isUpsertInsert === true);
  const filters = arrayFilterTests(update, options.arrayFilters ?? [], changes, scope);
  const positionOf = changes.some(isPositional) ? matchPosition(options.filter, scope) : undefined;
  return (doc) => {
    const places = positionOf ? placed(changes, doc, { position: positionOf(doc), filters }) : changes;
    const result = modify(doc, places);
    const id = fieldOf(doc, '_id');
    if (id === undefined || identical(id, fieldOf(result, '_id'))) return result;
    const path = changes.find(({ parts }) => parts[0] === '_id')?.path;
    throw immutable(`Performing an update on the path '${path}' would modify the immutable field '_id'`);
  };
}

function replacement(update: Doc): (doc: Doc) => Doc {
  const dollar = Object.keys(update).find((name) => name.startsWith('$'));
  if (dollar !== undefined) throw dollarPrefixed(dollar);
  return (doc) => {
    const id = Object.hasOwn(update, '_id') ? update._id : fieldOf(doc, '_id');
    const result = id === undefined ? update : { _id: id, ...update };
    return identical(result, doc) ? doc : result;
  };
}

/** `_id` never changes: what leaves it out keeps it, what would alter it is refused. */
function keepingId(apply: (doc: Doc) => Doc): (doc: Doc) => Doc {
  return (doc) => {
    const result = apply(doc);
    const id = fieldOf(doc, '_id');
    const given = fieldOf(result, '_id');
    if (id === undefined || sameValue(id, given)) return result;
    throw immutable(
      `After applying the update, the (immutable) field '_id' was found to have been altered to _id: ${shown(given)}`,
    );
  };
}

function immutable(message: string): MongoServerFault {
  return new MongoServerFault(66, 'ImmutableField', message);
}
