import { type CommandOptions, commandScope } from './command-scope.ts';
import { type Doc, fieldOf, isDocument, onlyField } from './document.ts';
import { location, typeMismatch } from './fault.ts';
import { bucket } from './stages/bucket.ts';
import { bucketAuto } from './stages/bucket-auto.ts';
import { DOCUMENT_STAGES } from './stages/document-stages.ts';
import { facet } from './stages/facet.ts';
import { graphLookup } from './stages/graph-lookup.ts';
import { group } from './stages/group.ts';
import { lookup } from './stages/lookup.ts';
import { redact } from './stages/redact.ts';
import { REFUSED_STAGES } from './stages/refused.ts';
import { SEQUENCE_STAGES } from './stages/sequence-stages.ts';
import { sort, wantedBy } from './stages/sort.ts';
import { sortByCount } from './stages/sort-by-count.ts';
import { type CompileStage, each, type Stage, type Surroundings } from './stages/stage.ts';
import { unionWith } from './stages/union-with.ts';
import { unwind } from './stages/unwind.ts';
import { setWindowFields } from './stages/window.ts';
import type { Scope } from './variables.ts';

export { neededFields } from './stages/needed-fields.ts';

interface AggregateContext extends CommandOptions {
  lookup(collection: string, filter: Doc): Iterable<Doc>;
  now: Date;
}

const STAGES: Record<string, CompileStage> = {
  ...SEQUENCE_STAGES,
  ...REFUSED_STAGES,
  $sort: sort,
  $group: group,
  $sortByCount: sortByCount,
  $bucket: bucket,
  $bucketAuto: bucketAuto,
  $facet: facet,
  $graphLookup: graphLookup,
  $lookup: lookup,
  $redact: redact,
  $setWindowFields: setWindowFields,
  $unionWith: unionWith,
  $unwind: unwind,
};

/**
 * Runs a pipeline without `$out` and `$merge` over documents, drawing from them only as results are drawn.
 * Throws a MongoServerFault at once for a pipeline that is wrong, while drawing for values that are.
 */
export function aggregate(input: Iterable<Doc>, pipeline: Doc[], context: AggregateContext): Iterable<Doc> {
  const scope = commandScope(context);
  return compilePipeline(pipeline, scope, context)(input);
}

const MOST_STAGES = 1000;

function compilePipeline(specs: unknown, scope: Scope, context: AggregateContext): Stage {
  if (!Array.isArray(specs)) throw typeMismatch("'pipeline' option must be specified as an array");
  if (specs.length > MOST_STAGES)
    throw location(7749501, `Pipeline length must be no longer than ${MOST_STAGES} stages`);
  const surroundings: Surroundings = {
    scope,
    lookup: (collection, filter) => context.lookup(collection, filter),
    pipeline: (inner, innerScope) => compilePipeline(inner, innerScope, context),
  };
  const stages = specs.map((spec, at) =>
    compileStage(spec, at, { ...surroundings, wanted: wantedBy(specs.slice(at + 1)) }),
  );
  const { pause } = context;
  const after = pause ? (docs: Iterable<Doc>) => pausing(docs, pause) : (docs: Iterable<Doc>) => docs;
  return (input) => stages.reduce((docs, stage) => after(stage(docs)), input);
}

function* pausing(docs: Iterable<Doc>, pause: () => void): Generator<Doc> {
  for (const doc of docs) {
    pause();
    yield doc;
  }
}

function compileStage(spec: unknown, place: number, surroundings: Surroundings): Stage {
  if (!isDocument(spec)) throw typeMismatch("Each element of the 'pipeline' array must be an object");
  const name = onlyField(spec);
  if (name === undefined) {
    throw location(40323, 'A pipeline stage specification object must contain exactly one field.');
  }
  if (place > 0 && name === '$documents') {
    throw location(40602, '$documents is only valid as the first stage in a pipeline');
  }
  const compile = fieldOf(STAGES, name);
  if (compile) return compile(spec[name], surroundings);
  const compileDocument = fieldOf(DOCUMENT_STAGES, name);
  if (!compileDocument) throw location(40324, `Unrecognized pipeline stage name: '${name}'`);
  return each(compileDocument(spec[name], surroundings.scope));
}
