import { compareValues } from '../compare.ts';
import { type Doc, isDocument, isOperators } from '../document.ts';
import type { Evaluate } from '../expression/operands.ts';
import { expression } from '../expression.ts';
import { location } from '../fault.ts';
import { shown } from '../shown.ts';
import { rankOf, typeName } from '../type-name.ts';
import type { Scope } from '../variables.ts';
import { grouping } from './group.ts';
import type { CompileStage } from './stage.ts';

/** The codes of what both kinds of buckets refuse alike. */
const CODES = { notDocument: 40201, unknown: 40197, missing: 40198, groupBy: 40202, output: 40196 };

/** What buckets have unless told otherwise. */
export const COUNT = { count: { $sum: 1 } };

/** What `$bucket` and `$bucketAuto` are told, one of which says where the buckets are. */
export function bucketOptions(spec: unknown, name: string, where: string, optional: string, codes: typeof CODES) {
  if (!isDocument(spec))
    throw location(codes.notDocument, `The argument to ${name} must be an object, but found type: ${typeName(spec)}`);
  const unknown = Object.keys(spec).find((key) => !['groupBy', where, optional, 'output'].includes(key));
  if (unknown) throw location(codes.unknown, `Unrecognized option to ${name}: ${unknown}`);
  const { groupBy, output = COUNT } = spec;
  if (groupBy === undefined || spec[where] === undefined)
    throw location(codes.missing, `${name} requires 'groupBy' and '${where}' to be specified`);
  // Constants would put all into one bucket.
  if (!isOperators(groupBy) && !(typeof groupBy === 'string' && groupBy.startsWith('$'))) {
    const wanted = 'a $-prefixed path or an expression';
    const fault = `The ${name} 'groupBy' field must be defined as ${wanted}, but found: ${shown(groupBy)}.`;
    throw location(codes.groupBy, fault);
  }
  if (!isDocument(output))
    throw location(codes.output, `The ${name} 'output' field must be an object, but found type: ${typeName(output)}`);
  return { groupBy, output, where: spec[where], other: spec[optional] };
}

/** `$bucket`: groups by the half-open ranges between boundaries, in their order; the rest goes to the default. */
export const bucket: CompileStage = (spec, { scope }) => {
  const options = bucketOptions(spec, '$bucket', 'boundaries', 'default', CODES);
  const { groupBy, output } = options;
  const edges = edgesOf(options.where, scope);
  const rest = options.other === undefined ? undefined : restOf(options.other, edges, scope);
  const order = orderBy(scope);
  const valueOf = expression(groupBy, scope);
  const bucketOf: Evaluate = (doc, variables) => {
    const value = valueOf(doc, variables);
    const above = edges.findIndex((edge) => order(value, edge) < 0);
    if (above > 0) return edges[above - 1];
    if (rest !== undefined) return rest;
    throw location(40066, '$switch could not find a matching branch for an input, and no default was specified.');
  };
  const group = grouping(bucketOf, output, scope);
  return function* (input) {
    yield* [...group(input)].sort((a: Doc, b: Doc) => order(a._id, b._id));
  };
};

const orderBy =
  ({ text }: Scope) =>
  (a: unknown, b: unknown): number =>
    compareValues(a, b, text);

function edgesOf(boundaries: unknown, scope: Scope): unknown[] {
  if (!Array.isArray(boundaries))
    throw location(40200, `The $bucket 'boundaries' field must be an array, but found type: ${typeName(boundaries)}.`);
  const { length } = boundaries;
  if (length < 2)
    throw location(40192, `The $bucket 'boundaries' field must have at least 2 values, but found ${length} value(s).`);
  const edges = boundaries.map((boundary) => expression(boundary, scope)({}, scope.variables));
  for (let i = 1; i < edges.length; i++) {
    const [lower, upper] = [edges[i - 1], edges[i]];
    if (rankOf(lower) !== rankOf(upper))
      throw location(
        40193,
        `All values in the the 'boundaries' option to $bucket must have the same type. Found conflicting types ${typeName(lower)} and ${typeName(upper)}.`,
      );
    if (orderBy(scope)(lower, upper) >= 0)
      throw location(
        40194,
        `The 'boundaries' option to $bucket must be sorted, but elements ${i - 1} and ${i} are not in ascending order (${shown(lower)} is not less than ${shown(upper)}).`,
      );
  }
  return edges;
}

/** The bucket of what is in none, which must lie outside of all. */
function restOf(spec: unknown, edges: unknown[], scope: Scope): unknown {
  const rest = expression(spec, scope)({}, scope.variables) ?? null;
  const [least, most] = [edges[0], edges.at(-1)];
  const order = orderBy(scope);
  if (rankOf(rest) === rankOf(least) && order(rest, least) >= 0 && order(rest, most) < 0) {
    throw location(
      40199,
      "The $bucket 'default' field must be less than the lowest boundary or greater than or equal to the highest boundary.",
    );
  }
  return rest;
}
