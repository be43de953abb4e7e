import type { Query } from '../planner/query.ts';
import { sortSpec } from '../planner/sort-spec.ts';
import { numberOf } from '../raw/number-of.ts';
import { type Doc, isDocument } from '../semantics/document.ts';

const ORDER = ['$match', '$sort', '$skip', '$limit'];

/** Splits off the first stages of a pipeline that a find does as well: `$match`, then `$sort`, `$skip` and `$limit`. */
export function leading(pipeline: Doc[]): { query: Query; rest: Doc[] } {
  const query: Query = { filter: {} };
  let least = 0;
  for (const [at, stage] of pipeline.entries()) {
    const [[name = '', value] = []] = Object.entries(stage);
    const place = ORDER.indexOf(name);
    if (place < least || Object.keys(stage).length !== 1 || !take(query, name, value)) {
      return { query, rest: pipeline.slice(at) };
    }
    least = name === '$match' ? 0 : place + 1;
  }
  return { query, rest: [] };
}

function take(query: Query, name: string, value: unknown): boolean {
  if (name === '$match' && isDocument(value)) {
    query.filter = Object.keys(query.filter).length ? { $and: [query.filter, value] } : value;
    return true;
  }
  if (name === '$sort' && isDocument(value) && Object.keys(value).length && !Object.values(value).some(isDocument)) {
    query.sort = sortSpec(value);
    return true;
  }
  const count = numberOf(value);
  if (count === undefined || !Number.isInteger(count) || count < 0) return false;
  if (name === '$skip') query.skip = count;
  else if (name === '$limit' && count > 0) query.limit = count;
  else return false;
  return true;
}

/** Whether the rest of a pipeline only counts, as `countDocuments` of every driver asks; gives the answer for a number. */
export function counting(rest: Doc[]): ((n: number) => Doc) | undefined {
  const [stage, ...others] = rest;
  if (!stage || others.length) return undefined;
  if (typeof stage.$count === 'string' && /^[^.$]+$/.test(stage.$count)) {
    const name = stage.$count;
    return (n) => ({ [name]: n });
  }
  const group = stage.$group;
  if (!isDocument(group)) return undefined;
  const { _id, ...sums } = group;
  const [[name = '', sum] = []] = Object.entries(sums);
  const isConstant = _id === null || numberOf(_id) !== undefined;
  const countsOne = isDocument(sum) && Object.keys(sum).length === 1 && numberOf(sum.$sum) === 1;
  return isConstant && Object.keys(sums).length === 1 && countsOne ? (n) => ({ _id, [name]: n }) : undefined;
}
