import { type Doc, isDocument } from '../document.ts';
import { pathParts, valueAt } from '../expression/field-path.ts';
import { expression } from '../expression.ts';
import { failedToParse, typeMismatch } from '../fault.ts';
import { predicate } from '../filter.ts';
import { shown } from '../shown.ts';
import { typeName } from '../type-name.ts';
import { innerOf, withNames } from '../variables.ts';
import { correlatedFilter } from './correlated-filter.ts';
import { equalsAny } from './equals-any.ts';
import { type CompileStage, refuseOutputs, type Stage, type Surroundings } from './stage.ts';
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
      const candidates = local
        ? matching(valueAt(doc, local, 0) ?? null, foreignField as string, from, surroundings)
        : surroundings.lookup(from, correlatedFilter(pipeline, bound.scope.variables));
      yield replaced(doc, toAs, [...inner(candidates)]);
    }
  };
};

interface Lookup {
  from: string;
  as: string;
  localField: string | undefined;
  foreignField: string | undefined;
  pipeline: unknown[] | undefined;
  bindings: Doc;
}

const STRINGS = ['from', 'as', 'localField', 'foreignField'];

function read(spec: unknown): Lookup {
  if (!isDocument(spec))
    throw failedToParse(`the $lookup stage specification must be an object, but found ${typeName(spec)}`);
  for (const [name, value] of Object.entries(spec)) check(name, value);
  const { from, as, localField, foreignField, pipeline, let: bindings } = spec as Partial<Lookup> & { let?: Doc };
  const isSource = isDocument(pipeline?.[0]) && '$documents' in pipeline[0];
  if (!from && !isSource) {
    throw failedToParse(
      pipeline
        ? '$lookup stage without explicit collection must have a pipeline with $documents as first stage'
        : "must specify 'pipeline' when 'from' is empty",
    );
  }
  if (!as) throw failedToParse("must specify 'as' field for a $lookup");
  if (!pipeline && !(localField && foreignField))
    throw failedToParse("$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified");
  if (!localField !== !foreignField)
    throw failedToParse("$lookup requires both or neither of 'localField' and 'foreignField' to be specified");
  if (bindings && !pipeline) throw failedToParse("$lookup with a 'let' argument must also specify 'pipeline'");
  refuseOutputs(pipeline, 51047, "$lookup's sub-pipeline");
  return { from: from ?? '', as, localField, foreignField, pipeline, bindings: bindings ?? {} };
}

function check(name: string, value: unknown): void {
  if (name === 'pipeline') {
    if (!Array.isArray(value)) throw typeMismatch("'pipeline' option must be specified as an array");
  } else if (name === 'let') {
    if (!isDocument(value)) throw failedToParse(`$lookup argument 'let' must be an object, is type ${typeName(value)}`);
  } else if (typeof value !== 'string') {
    throw failedToParse(`$lookup argument '${name}' must be a string, found ${shown(value)}: ${typeName(value)}`);
  } else if (!STRINGS.includes(name)) throw failedToParse(`unknown argument to $lookup: ${name}`);
}

/** The variables of `let`, set anew for each document of the outer collection. */
function bind(bindings: Doc, { scope }: Surroundings) {
  const parts = Object.entries(bindings).map(([name, spec]) => [name, expression(spec, scope)] as const);
  const variables = innerOf(scope.variables);
  return {
    scope: { ...withNames(scope, Object.keys(bindings)), variables },
    set(doc: Doc): void {
      for (const [name, evaluate] of parts) variables[name] = evaluate(doc, scope.variables);
    },
  };
}

/** What equals the local value or one of its elements; a missing one equals null and missing ones. */
function* matching(value: unknown, field: string, from: string, surroundings: Surroundings): Iterable<Doc> {
  const filter = Array.isArray(value) ? equalsAny(field, value) : { [field]: { $eq: value } };
  const matches = predicate(filter, surroundings.scope);
  for (const candidate of surroundings.lookup(from, filter)) if (matches(candidate)) yield candidate;
}
