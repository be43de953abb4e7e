import { compareValues } from '../compare.ts';
import { isDocument } from '../document.ts';
import { expression } from '../expression.ts';
import { location, MongoServerFault } from '../fault.ts';
import { Allowance, sizeOf } from '../memory.ts';
import { isNumber, toDouble, wholeNumber } from '../numbers.ts';
import { shown } from '../shown.ts';
import { typeName } from '../type-name.ts';
import { checkGroupBy } from './bucket.ts';
import { grouping } from './group.ts';
import type { CompileStage } from './stage.ts';

const OPTIONS = ['groupBy', 'buckets', 'output', 'granularity'];
const COUNT = { count: { $sum: 1 } };

/** `$bucketAuto`: as many groups of about the same size as asked for; equal values stay together. */
export const bucketAuto: CompileStage = (spec, { scope }) => {
  if (!isDocument(spec))
    throw location(40240, `The argument to $bucketAuto must be an object, but found type: ${typeName(spec)}`);
  const unknown = Object.keys(spec).find((name) => !OPTIONS.includes(name));
  if (unknown) throw location(40245, `Unrecognized option to $bucketAuto: ${unknown}`);
  const { groupBy, buckets, output = COUNT, granularity } = spec;
  if (groupBy === undefined || buckets === undefined)
    throw location(40246, "$bucketAuto requires 'groupBy' and 'buckets' to be specified");
  checkGroupBy(groupBy, '$bucketAuto', 40239);
  const wanted = bucketsOf(buckets);
  if (!isDocument(output))
    throw location(40244, `The $bucketAuto 'output' field must be an object, but found type: ${typeName(output)}`);
  if (granularity !== undefined)
    throw location(40257, `Unknown rounding granularity '${shown(granularity)}': this server has none`);
  const order = (a: unknown, b: unknown): number => compareValues(a, b, scope.text);
  const valueOf = expression(groupBy, scope);
  const group = grouping(() => null, Object.keys(output).length > 0 ? output : COUNT, scope);
  return function* (input) {
    const allowance = new Allowance(tooMuch);
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

const tooMuch = (): MongoServerFault =>
  new MongoServerFault(
    292,
    'QueryExceededMemoryLimitNoDiskUseAllowed',
    "Exceeded memory limit for $bucketAuto, but didn't allow external sort. Pass allowDiskUse:true to opt in.",
  );

function bucketsOf(buckets: unknown): number {
  if (!isNumber(buckets))
    throw location(
      40241,
      `The $bucketAuto 'buckets' field must be a numeric value, but found type: ${typeName(buckets)}`,
    );
  const wanted = wholeNumber(buckets);
  if (wanted === undefined)
    throw location(
      40242,
      `The $bucketAuto 'buckets' field must be representable as a 32-bit integer, but found ${toDouble(buckets)}`,
    );
  if (wanted <= 0)
    throw location(40243, `The $bucketAuto 'buckets' field must be greater than 0, but found: ${wanted}`);
  return wanted;
}
