import { compareValues } from '../compare.ts';
import { expression } from '../expression.ts';
import { location } from '../fault.ts';
import { Allowance, sizeOf, stageTooLarge } from '../memory.ts';
import { isNumber, toDouble, wholeNumber } from '../numbers.ts';
import { shown } from '../shown.ts';
import { typeName } from '../type-name.ts';
import { bucketOptions, COUNT } from './bucket.ts';
import { grouping } from './group.ts';
import type { CompileStage } from './stage.ts';

const CODES = { notDocument: 40240, unknown: 40245, missing: 40246, groupBy: 40239, output: 40244 };

/** `$bucketAuto`: as many groups of about the same size as asked for; equal values stay together. */
export const bucketAuto: CompileStage = (spec, { scope }) => {
  const options = bucketOptions(spec, '$bucketAuto', 'buckets', 'granularity', CODES);
  const { groupBy, output, other: granularity } = options;
  const wanted = bucketsOf(options.where);
  if (granularity !== undefined)
    throw location(40257, `Unknown rounding granularity '${shown(granularity)}': this server has none`);
  const order = (a: unknown, b: unknown): number => compareValues(a, b, scope.text);
  const valueOf = expression(groupBy, scope);
  const group = grouping(() => null, Object.keys(output).length > 0 ? output : COUNT, scope);
  return function* (input) {
    const allowance = new Allowance(() => stageTooLarge('$bucketAuto'));
    const rows = Array.from(input, (doc) => {
      allowance.take(sizeOf(doc));
      return { doc, value: valueOf(doc, scope.variables) ?? null };
    });
    rows.sort((a, b) => order(a.value, b.value));
    const size = Math.max(1, Math.round(rows.length / wanted));
    for (let start = 0, made = 1; start < rows.length; made++) {
      let end = made === wanted ? rows.length : Math.min(rows.length, start + size);
      while (end < rows.length && order(rows[end]?.value, rows[end - 1]?.value) === 0) end++;
      const [{ _id, ...fields } = {}] = group(rows.slice(start, end).map((row) => row.doc));
      const max = (rows[end] ?? rows[rows.length - 1])?.value;
      yield { _id: { min: rows[start]?.value, max }, ...fields };
      start = end;
    }
  };
};

function bucketsOf(buckets: unknown): number {
  const fault = "The $bucketAuto 'buckets' field must be";
  if (!isNumber(buckets)) throw location(40241, `${fault} a numeric value, but found type: ${typeName(buckets)}`);
  const wanted = wholeNumber(buckets);
  if (wanted === undefined)
    throw location(40242, `${fault} representable as a 32-bit integer, but found ${toDouble(buckets)}`);
  if (wanted <= 0) throw location(40243, `${fault} greater than 0, but found: ${wanted}`);
  return wanted;
}
