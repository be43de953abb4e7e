import { type CommandOptions, commandScope } from './command-scope.ts';
import { sameValue } from './compare.ts';
import { type Doc, fieldOf } from './document.ts';
import { MongoServerFault } from './fault.ts';
import { matchPosition } from './filter.ts';
import { identical } from './identical.ts';
import { arrayFilterTests } from './update/array-filters.ts';
import { type Modification, modifications } from './update/modifications.ts';
import { modify, type Resolve } from './update/modify.ts';
import { pipelineUpdater } from './update/pipeline.ts';
import type { Scope } from './variables.ts';

export { upsertSeed } from './update/upsert-seed.ts';

interface UpdateOptions extends CommandOptions {
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
  const apply = applier(update, options);
  return (doc) => {
    const result = withId(doc, apply(doc));
    return options.isUpsertInsert ? idFirst(result) : result;
  };
}

function applier(update: Doc | Doc[], options: UpdateOptions): (doc: Doc) => Doc {
  const scope = commandScope(options);
  if (Array.isArray(update)) return pipelineUpdater(update, scope);
  if (replacementOrUpdate(update) === 'replace') return replacement(update);
  return operators(update, options, scope);
}

function operators(update: Doc, options: UpdateOptions, scope: Scope): (doc: Doc) => Doc {
  const changes = modifications(update, scope, options.isUpsertInsert === true);
  const filters = arrayFilterTests(options.arrayFilters ?? [], changes, scope);
  const positional = changes.some(({ parts }) => parts.includes('$'));
  const positionOf = positional ? matchPosition(options.filter, scope) : undefined;
  return (doc) => {
    const resolve: Resolve = { position: positionOf?.(doc), filters };
    return changes.reduce((result: Doc, change: Modification) => modify(result, change, doc, resolve), doc);
  };
}

function replacement(update: Doc): (doc: Doc) => Doc {
  for (const name of Object.keys(update)) {
    if (name.startsWith('$')) {
      throw new MongoServerFault(
        52,
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document. Consider using an aggregation pipeline with $replaceWith.`,
      );
    }
  }
  return (doc) => {
    const id = fieldOf(doc, '_id');
    const result = id === undefined ? update : { _id: id, ...update };
    return identical(result, doc) ? doc : result;
  };
}

/** `_id` never changes: an update that leaves it out keeps it, one that would alter it is refused. */
function withId(before: Doc, after: Doc): Doc {
  if (before === after) return after;
  const id = fieldOf(before, '_id');
  if (id === undefined || sameValue(id, fieldOf(after, '_id'))) return after;
  throw new MongoServerFault(
    66,
    'ImmutableField',
    "Performing an update on the path '_id' would modify the immutable field '_id'",
  );
}

function idFirst(doc: Doc): Doc {
  const id = fieldOf(doc, '_id');
  return id === undefined || Object.keys(doc)[0] === '_id' ? doc : { _id: id, ...doc };
}
