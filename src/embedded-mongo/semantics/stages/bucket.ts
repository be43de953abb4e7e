import { canonicalKey } from '../canonical-key.ts';
import { compareValues } from '../compare.ts';
import { type Doc, isDocument } from '../document.ts';
import type { Evaluate } from '../expression/operands.ts';
import { expression } from '../expression.ts';
import { location } from '../fault.ts';
import { wholeNumber } from '../numbers.ts';
import { grouping } from './group.ts';
import type { CompileStage } from './stage.ts';

const COUNT = { count: { $sum: 1 } };

/** `$bucket`: groups by the half-open ranges between boundaries, in their order; the rest goes to the default. */
export const bucket: CompileStage = (spec, { scope }) => {
  if (!isDocument(spec)) throw location(40201, 'Argument to $bucket stage must be an object');
  const { groupBy, boundaries, output = COUNT } = spec;
  if (groupBy === undefined || !Array.isArray(boundaries)) {
    throw location(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  }
  if (boundaries.length < 2)
    throw location(
      40192,
      `The $bucket 'boundaries' field must have at least 2 values, but found ${boundaries.length} value(s).`,
    );
  const values = boundaries.map((boundary) => expression(boundary, scope)({}, scope.variables));
  for (let i = 1; i < values.length; i++) {
    if (compareValues(values[i - 1], values[i]) >= 0) {
      throw location(40194, "The 'boundaries' option to $bucket must be sorted in ascending order");
    }
  }
  const hasDefault = 'default' in spec;
  const rest = hasDefault ? expression(spec.default, scope)({}, scope.variables) : undefined;
  const valueOf = expression(groupBy, scope);
  const bucketOf: Evaluate = (doc, variables) => {
    const value = valueOf(doc, variables);
    const above = values.findIndex((boundary) => compareValues(value, boundary) < 0);
    if (above > 0) return values[above - 1];
    if (hasDefault) return rest;
    throw location(40066, '$switch could not find a matching branch for an input, and no default was specified.');
  };
  const group = grouping(bucketOf, output as Doc, scope);
  return function* (input) {
    yield* [...group(input)].sort((a, b) => compareValues(a._id, b._id));
  };
};

/** `$bucketAuto`: as many groups of about the same size as asked for; equal values stay together. */
export const bucketAuto: CompileStage = (spec, { scope }) => {
  if (!isDocument(spec)) throw location(40240, 'The argument to $bucketAuto must be an object');
  const { groupBy, buckets, output = COUNT, granularity } = spec;
  const wanted = wholeNumber(buckets);
  if (groupBy === undefined || wanted === undefined) {
    throw location(40246, "$bucketAuto requires 'groupBy' and 'buckets' to be specified.");
  }
  if (wanted <= 0) throw location(40243, "The $bucketAuto 'buckets' field must be greater than 0");
  if (granularity !== undefined) throw location(40261, '$bucketAuto granularity is not supported by this server');
  const valueOf = expression(groupBy, scope);
  const group = grouping(() => null, output as Doc, scope);
  return function* (input) {
    const rows = Array.from(input, (doc) => ({ doc, value: valueOf(doc, scope.variables) ?? null }));
    rows.sort((a, b) => compareValues(a.value, b.value));
    const size = Math.max(1, Math.round(rows.length / wanted));
    for (let start = 0, made = 1; start < rows.length; made++) {
      let end = made === wanted ? rows.length : Math.min(rows.length, start + size);
      const edge = canonicalKey(rows[end - 1]?.value);
      while (end < rows.length && canonicalKey(rows[end]?.value) === edge) end++;
      const [{ _id, ...fields } = {}] = group(rows.slice(start, end).map((row) => row.doc));
      const max = (rows[end] ?? rows[rows.length - 1])?.value;
      yield { _id: { min: rows[start]?.value, max }, ...fields };
      start = end;
    }
  };
};
