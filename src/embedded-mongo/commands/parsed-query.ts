import { conditionsOf } from '../planner/predicates.ts';
import type { Doc } from '../semantics/document.ts';

/** The comparisons, in the order in which MongoDB puts them. */
const COMPARISONS = ['$eq', '$lte', '$lt', '$gt', '$gte', '$in'];

/** A filter as `explain` shows it: comparisons one by one and by their full names, whatever has more to it as it was given. */
export function parsedQuery(filter: Doc): Doc {
  const { predicates, complete } = conditionsOf(filter);
  const ranked = predicates.map(({ path, operator, value }) => {
    return { path, rank: COMPARISONS.indexOf(operator), parsed: { [path]: { [operator]: value } } };
  });
  if (!complete || ranked.some(({ rank }) => rank < 0)) return filter;
  ranked.sort((a, b) => a.rank - b.rank || (a.path < b.path ? -1 : 1));
  const [first, ...others] = ranked.map(({ parsed }) => parsed);
  return others.length ? { $and: [first, ...others] } : (first ?? {});
}
