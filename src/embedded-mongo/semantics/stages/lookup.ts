import { type Doc, isDocument } from '../document.ts';
import { pathParts, valueAt } from '../expression/field-path.ts';
import { expression } from '../expression.ts';
import { failedToParse } from '../fault.ts';
import { predicate } from '../filter.ts';
import { shown } from '../shown.ts';
import { withNames } from '../variables.ts';
import { correlatedFilter } from './correlated-filter.ts';
import type { CompileStage, Stage, Surroundings } from './stage.ts';
import { replaced } from './unwind.ts';

/** `$lookup`: the documents of another collection that belong to each one, by equality, by pipeline or by both. */
export const lookup: CompileStage = (spec, surroundings) => {
  const { from, as, localField, foreignField, pipeline, bindings } = read(spec);
  const toAs = pathParts(as);
  const bound = bind(bindings, surroundings);
  const inner: Stage = pipeline ? surroundings.pipeline(pipeline, bound.scope) : (input) => input;
  const local = localField === undefined ? undefined : pathParts(localField);
  return function* (input) {
    for (const doc of input) {
      bound.set(doc);
      const found = local ? matching(doc, local, foreignField as string, from, surroundings) : undefined;
      const candidates = found ?? surroundings.lookup(from, correlatedFilter(pipeline, bound.scope.variables));
      yield replaced(doc, toAs, [...inner(candidates)]);
    }
  };
};

interface Lookup {
  from: string;
  as: string;
  localField?: string;
  foreignField?: string;
  pipeline?: unknown[];
  bindings: Doc;
}

function read(spec: unknown): Lookup {
  if (!isDocument(spec)) throw failedToParse('the $lookup stage specification must be an object');
  const { from, as, localField, foreignField, pipeline, let: bindings = {}, ...others } = spec;
  const [unknown] = Object.keys(others);
  if (unknown) throw failedToParse(`unknown argument to $lookup: ${unknown}`);
  for (const [name, value] of Object.entries({ from, as, localField, foreignField })) {
    if (value !== undefined && typeof value !== 'string') {
      throw failedToParse(`$lookup argument '${name}' must be a string, found ${shown(value)}`);
    }
  }
  if (as === undefined) throw failedToParse("must specify 'as' field for a $lookup");
  if ((localField === undefined) !== (foreignField === undefined)) {
    throw failedToParse("$lookup requires both or neither of 'localField' and 'foreignField' to be specified");
  }
  if (pipeline === undefined && localField === undefined) {
    throw failedToParse("$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified");
  }
  if (pipeline !== undefined && !Array.isArray(pipeline)) throw failedToParse("'pipeline' must be an array");
  const ownDocuments = Array.isArray(pipeline) && isDocument(pipeline[0]) && '$documents' in pipeline[0];
  if (from === undefined && !ownDocuments) throw failedToParse("must specify 'from' field for a $lookup");
  if (!isDocument(bindings)) throw failedToParse("$lookup argument 'let' must be an object");
  return { from: from ?? '', as, localField, foreignField, pipeline, bindings } as Lookup;
}

/** The variables of `let`, set anew for each document of the outer collection. */
function bind(bindings: Doc, { scope }: Surroundings) {
  const parts = Object.entries(bindings).map(([name, spec]) => [name, expression(spec, scope)] as const);
  const variables = Object.create(scope.variables) as Record<string, unknown>;
  return {
    scope: { ...withNames(scope, Object.keys(bindings)), variables },
    set(doc: Doc): void {
      for (const [name, evaluate] of parts) variables[name] = evaluate(doc, scope.variables);
    },
  };
}

/** What equals the local value or one of its elements; a missing one equals null and missing ones. */
function* matching(
  doc: Doc,
  local: string[],
  foreignField: string,
  from: string,
  surroundings: Surroundings,
): Iterable<Doc> {
  const value = valueAt(doc, local, 0) ?? null;
  const condition = Array.isArray(value) ? { $in: value } : { $eq: value };
  const filter = { [foreignField]: condition };
  const matches = predicate(filter, surroundings.scope);
  for (const candidate of surroundings.lookup(from, filter)) if (matches(candidate)) yield candidate;
}

/** `$unionWith`: the documents of another collection, through a pipeline of their own, after all of these. */
export const unionWith: CompileStage = (spec, surroundings) => {
  const { coll, pipeline = [] } = typeof spec === 'string' ? { coll: spec } : ((spec ?? {}) as Doc);
  if (typeof coll !== 'string' && !Array.isArray(pipeline)) throw failedToParse('$unionWith needs a collection');
  const inner = surroundings.pipeline(pipeline, surroundings.scope);
  return function* (input) {
    yield* input;
    yield* inner(typeof coll === 'string' ? surroundings.lookup(coll, {}) : []);
  };
};
