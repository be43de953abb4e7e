import { firstMatch } from '../query/matching.ts';
import { changing, modify } from '../query/modify.ts';
import { pauses } from '../query/patience.ts';
import { stepPatience } from '../query/write-time.ts';
import { decode } from '../raw/decode.ts';
import type { Doc } from '../semantics/document.ts';
import { expression } from '../semantics/expression.ts';
import { location, MongoServerFault } from '../semantics/fault.ts';
import { constants } from '../semantics/variables.ts';
import type { Store } from '../storage/store.ts';
import type { Work } from '../storage/write-queue.ts';
import { newDocument } from './new-document.ts';
import type { Output } from './output-stage.ts';

export type Merge = Output & NonNullable<Output['merge']>;

/** Merges the results of a pipeline into a collection. */
export function* mergeAll(store: Store, docs: Buffer[], merge: Merge): Work<void> {
  for (const [i, doc] of docs.entries()) {
    if (i) yield;
    yield* mergeOne(store, merge.on.includes('_id') ? newDocument(doc) : doc, merge);
  }
}

function* mergeOne(store: Store, raw: Buffer, merge: Merge): Work<void> {
  const { database, collection: name, on, whenMatched, whenNotMatched } = merge;
  const doc = decode(raw);
  const filter = Object.fromEntries(on.map((path) => [path, valueAt(doc, path)]));
  const collection = store.catalog.get(database, name);
  const stored = collection && (yield* firstMatch(collection, { filter }));
  if (!stored && whenNotMatched === 'discard') return;
  if (!stored && whenNotMatched === 'fail') {
    const what = '$merge could not find a matching document in the target collection';
    const why = `${what} for at least one document in the source collection`;
    throw new MongoServerFault(13113, 'MergeStageNoMatchingDocument', why);
  }
  const target = store.catalog.ensure(database, name);
  if (!stored || whenMatched === 'fail') return target.insert(newDocument(raw));
  if (whenMatched === 'keepExisting') return;
  const now = new Date();
  const change = { filter, update: changeBy(doc, whenMatched), now, variables: named(doc, merge, now) };
  modify(target, stored, changing(change));
}

/** The value by which a document finds its match: not an array, and there. */
function valueAt(doc: Doc, path: string): unknown {
  const value = path.split('.').reduce<unknown>((inner, part) => (inner as Doc | undefined)?.[part], doc);
  if (value === undefined || value === null || Array.isArray(value)) {
    throw location(51132, "$merge write error: 'on' field cannot be missing, null, undefined or an array");
  }
  return value;
}

function changeBy(doc: Doc, whenMatched: 'merge' | 'replace' | Doc[]): Doc | Doc[] {
  if (whenMatched === 'replace') return doc;
  return whenMatched === 'merge' ? [{ $set: literals(doc) }] : whenMatched;
}

/** What a pipeline of `whenMatched` may name: the result as `$$new`, or what `let` makes of it. */
function named(doc: Doc, { variables = { new: '$$ROOT' } }: Merge, now: Date): Doc {
  const scope = { ...constants({}, now), pause: pauses(stepPatience) };
  const values = Object.entries(variables).map(([name, spec]) => [name, expression(spec, scope)(doc, scope.variables)]);
  return literals(Object.fromEntries(values));
}

function literals(fields: Doc): Doc {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, { $literal: value }]));
}
