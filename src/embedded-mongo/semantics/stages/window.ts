import { accumulation, isAccumulator } from '../accumulators/accumulation.ts';
import type { CanonicalKey } from '../canonical-key.ts';
import { keysBy } from '../collated-key.ts';
import { compareValues, sorted, sortOrder } from '../compare.ts';
import { type Doc, fieldOf, isDocument } from '../document.ts';
import { pathParts } from '../expression/field-path.ts';
import { expression } from '../expression.ts';
import { failedToParse, location, missingField, typeMismatch, unknownField, wrongType } from '../fault.ts';
import { Allowance, sizeOf } from '../memory.ts';
import { typeName } from '../type-name.ts';
import type { Scope } from '../variables.ts';
import type { CompileStage } from './stage.ts';
import { replaced } from './unwind.ts';
import { boundsOf } from './window-bounds.ts';
import { PLACE_FUNCTIONS } from './window-places.ts';

/** The values of one output field for the sorted documents of a partition. */
type Output = (docs: Doc[]) => unknown[];

/** `$setWindowFields`: fields computed from a document's neighbours within its partition. */
export const setWindowFields: CompileStage = (spec, { scope }) => {
  const { partitionBy, order, output } = read(spec);
  const partitionOf = expression(partitionBy, scope);
  const outputs = Object.entries(output).map(([path, field]) => ({
    path: pathParts(path),
    values: outputOf(path, field, order, scope),
  }));
  return function* (input) {
    const allowance = new Allowance(() => location(5414201, 'Exceeded memory limit in DocumentSourceSetWindowFields'));
    const keyOf = keysBy(scope.text);
    const partitions = new Map<CanonicalKey, { value: unknown; docs: Doc[] }>();
    for (const doc of input) {
      allowance.take(sizeOf(doc));
      const value = partitionOf(doc, scope.variables) ?? null;
      if (Array.isArray(value))
        throw typeMismatch('An expression used to partition cannot evaluate to value of type array');
      const key = keyOf(value);
      const partition = partitions.get(key);
      if (partition) partition.docs.push(doc);
      else partitions.set(key, { value, docs: [doc] });
    }
    for (const { docs } of [...partitions.values()].sort((a, b) => compareValues(a.value, b.value, scope.text))) {
      const ordered = order ? sorted(docs, order, scope.text) : docs;
      const columns = outputs.map(({ path, values }) => ({ path, values: values(ordered) }));
      for (const [i, doc] of ordered.entries()) {
        yield columns.reduce((result, { path, values }) => replaced(result, path, values[i] ?? null), doc);
      }
    }
  };
};

function read(spec: unknown) {
  if (!isDocument(spec))
    throw failedToParse(`the $setWindowFields stage specification must be an object, found ${typeName(spec)}`);
  const { partitionBy = null, sortBy, output, ...others } = spec;
  const [unknown] = Object.keys(others);
  if (unknown) throw unknownField(`$setWindowFields.${unknown}`);
  if (output === undefined) throw missingField('$setWindowFields.output');
  for (const [name, part] of Object.entries({ sortBy, output }))
    if (part !== undefined && !isDocument(part)) throw wrongType(`$setWindowFields.${name}`, typeName(part), 'object');
  const paths = Object.keys(output as Doc).map((path) => `${path}.`);
  if (paths.some((path, i) => paths.some((other, j) => i !== j && path.startsWith(other))))
    throw location(6307900, "$setWindowFields 'output' specification contains two conflicting paths");
  // Whether the order is one is known when it is compiled.
  if (sortBy !== undefined) sortOrder(sortBy as Doc);
  return { partitionBy, order: sortBy as Doc | undefined, output: output as Doc };
}

/** All accumulators but these work on windows. */
const NOT_ON_WINDOWS = ['$mergeObjects', '$accumulator'];

function outputOf(name: string, field: unknown, order: Doc | undefined, scope: Scope): Output {
  if (!isDocument(field)) throw failedToParse(`The field '${name}' must be an object`);
  const { window, ...rest } = field;
  const [operator = '', stray] = Object.keys(rest);
  if (!operator.startsWith('$')) throw failedToParse(`Expected a $-prefixed window function, ${operator}`);
  if (stray) throw failedToParse(`Window function found an unknown argument: ${stray}`);
  const byPlace = fieldOf(PLACE_FUNCTIONS, operator);
  if (byPlace) {
    if (window !== undefined) throw failedToParse(`${operator} does not accept a 'window' field`);
    return byPlace(rest[operator], order, scope, operator);
  }
  if (NOT_ON_WINDOWS.includes(operator) || !isAccumulator(operator))
    throw failedToParse(`Unrecognized window function, ${operator}`);
  const { evaluate, start } = accumulation(name, rest, scope);
  const bounds = boundsOf(window, order, scope);
  return (docs) => {
    const values = docs.map((doc) => evaluate(doc, scope.variables));
    const limits = bounds(docs);
    let state = start();
    let taken = 0;
    return docs.map((_, i) => {
      const [from, to] = limits(i);
      // A window that only grows at its end goes on from where it was.
      if (from > 0 || to < taken) {
        state = start();
        taken = from;
      }
      for (; taken < to; taken++) state.add(values[taken]);
      const result = state.result();
      if (from > 0) taken = Number.POSITIVE_INFINITY;
      return result;
    });
  };
}
