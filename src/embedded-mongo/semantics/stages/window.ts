import { accumulation } from '../accumulators/accumulation.ts';
import { type CanonicalKey, canonicalKey } from '../canonical-key.ts';
import { compareValues, sorted } from '../compare.ts';
import { type Doc, isDocument } from '../document.ts';
import { pathParts } from '../expression/field-path.ts';
import { expression } from '../expression.ts';
import { failedToParse } from '../fault.ts';
import type { Scope } from '../variables.ts';
import type { CompileStage } from './stage.ts';
import { replaced } from './unwind.ts';
import { boundsOf } from './window-bounds.ts';
import { isPlaceFunction, placeFunction } from './window-places.ts';

/** The values of one output field for the sorted documents of a partition. */
type Output = (docs: Doc[]) => unknown[];

type SortSpec = Record<string, 1 | -1>;

/** `$setWindowFields`: fields computed from a document's neighbours within its partition. */
export const setWindowFields: CompileStage = (spec, { scope }) => {
  if (!isDocument(spec)) throw failedToParse('the $setWindowFields stage specification must be an object');
  const { partitionBy = null, sortBy, output } = spec;
  if (!isDocument(output)) throw failedToParse("the field 'output' is required by $setWindowFields");
  const partitionOf = expression(partitionBy, scope);
  const order = sortBy as SortSpec | undefined;
  const outputs = Object.entries(output).map(([path, field]) => ({
    path: pathParts(path),
    values: outputOf(path, field, order, scope),
  }));
  return function* (input) {
    const partitions = new Map<CanonicalKey, { value: unknown; docs: Doc[] }>();
    for (const doc of input) {
      const value = partitionOf(doc, scope.variables) ?? null;
      const key = canonicalKey(value);
      const partition = partitions.get(key);
      if (partition) partition.docs.push(doc);
      else partitions.set(key, { value, docs: [doc] });
    }
    for (const { docs } of [...partitions.values()].sort((a, b) => compareValues(a.value, b.value))) {
      const ordered = order ? sorted(docs, order) : docs;
      const columns = outputs.map(({ path, values }) => ({ path, values: values(ordered) }));
      for (const [i, doc] of ordered.entries()) {
        yield columns.reduce((result, { path, values }) => replaced(result, path, values[i] ?? null), doc);
      }
    }
  };
};

function outputOf(name: string, field: unknown, order: SortSpec | undefined, scope: Scope): Output {
  if (!isDocument(field)) throw failedToParse(`The field '${name}' must be an object`);
  const { window, ...rest } = field;
  const [operator = ''] = Object.keys(rest);
  if (isPlaceFunction(operator)) {
    if (window !== undefined) throw failedToParse(`${operator} does not accept a 'window' field`);
    if (!order) throw failedToParse(`${operator} must be specified with a top level sortBy expression`);
    return placeFunction(operator, rest[operator], order, scope);
  }
  const { evaluate, start } = accumulation(name, rest, scope);
  const bounds = boundsOf(window, order);
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
