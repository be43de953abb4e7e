import { type CommandOptions, commandScope } from './command-scope.ts';
import { type Doc, isDocument, onlyField } from './document.ts';
import { location, typeMismatch } from './fault.ts';
import { bucket, bucketAuto } from './stages/bucket.ts';
import { DOCUMENT_STAGES } from './stages/document-stages.ts';
import { facet } from './stages/facet.ts';
import { graphLookup } from './stages/graph-lookup.ts';
import { group, sortByCount } from './stages/group.ts';
import { lookup, unionWith } from './stages/lookup.ts';
import { redact } from './stages/redact.ts';
import { SEQUENCE_STAGES } from './stages/sequence-stages.ts';
import { type CompileStage, each, type Stage, type Surroundings } from './stages/stage.ts';
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
  return compilePipeline(pipeline, scope, (collection, filter) => context.lookup(collection, filter))(input);
}

function compilePipeline(specs: unknown, scope: Scope, find: Surroundings['lookup']): Stage {
  if (!Array.isArray(specs)) throw typeMismatch("'pipeline' option must be specified as an array");
  const surroundings: Surroundings = {
    scope,
    lookup: find,
    pipeline: (inner, innerScope) => compilePipeline(inner, innerScope, find),
  };
  const stages = specs.map((spec) => compileStage(spec, surroundings));
  return (input) => stages.reduce((docs, stage) => stage(docs), input);
}

function compileStage(spec: unknown, surroundings: Surroundings): Stage {
  const name = isDocument(spec) ? onlyField(spec) : undefined;
  if (!isDocument(spec) || name === undefined) {
    throw location(40323, 'A pipeline stage specification object must contain exactly one field.');
  }
  const compile = Object.hasOwn(STAGES, name) ? STAGES[name] : undefined;
  if (compile) return compile(spec[name], surroundings);
  const compileDocument = Object.hasOwn(DOCUMENT_STAGES, name) ? DOCUMENT_STAGES[name] : undefined;
  if (!compileDocument) throw location(40324, `Unrecognized pipeline stage name: '${name}'`);
  return each(compileDocument(spec[name], surroundings.scope));
}
