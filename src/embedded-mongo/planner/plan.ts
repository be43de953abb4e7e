import type { Doc } from '../semantics/document.ts';
import { MongoServerFault } from '../semantics/fault.ts';
import type { Collection } from '../storage/collection.ts';
import { rangeOf } from '../storage/key-range.ts';
import type { Route } from '../storage/route.ts';
import { type Candidate, candidateOf } from './candidate.ts';
import { cheapest } from './cheapest.ts';
import { type Hint, isHinted } from './hint.ts';
import { planBetween } from './min-max.ts';
import { documentKeys, indexKeys, isUsable } from './ordered-keys.ts';
import { conditionsOf, withoutTexts } from './predicates.ts';
import type { Query } from './query.ts';

/** How the documents of a query will be found. */
export interface Plan {
  routes: Route[];
  /** the routes yield them in the order asked for, if one was */
  sorted: boolean;
  /** the routes yield exactly the documents of the filter, so that they need no second look */
  exact: boolean;
}

/** Chooses how to find the documents of a filter. The filter is checked again on each of them unless the plan is exact. */
export function planQuery(collection: Collection, query: Query): Plan {
  const { filter, skip = 0, hint } = query;
  if (query.min || query.max) return planBetween(collection, query);
  const sort = query.collation ? undefined : query.sort;
  const limit = query.limit ? query.limit + skip : undefined;
  const conditions = query.collation ? withoutTexts(conditionsOf(filter)) : conditionsOf(filter);
  const all = [documentKeys(collection), ...collection.indexes.filter(isUsable).map(indexKeys)];
  const candidates = all.flatMap((keys) => candidateOf(keys, conditions, sort) ?? []);
  if (hint !== undefined) return planOf(hinted(collection, candidates, hint), query);
  const best = cheapest(collection, candidates, limit);
  if (best?.bounds.depth) return planOf(best, query);
  const union = conditions.branches.map((branches) => unionOf(collection, branches)).find(Boolean);
  if (union && !(best && limit)) return { ...union, sorted: !query.sort };
  return planOf(best ?? (candidateOf(documentKeys(collection), conditions, sort) as Candidate), query);
}

function planOf({ keys, bounds, order, sorts, exact }: Candidate, query: Query): Plan {
  const route = { index: keys.index, ranges: bounds.ranges, reverse: order === 'backwards' };
  return { routes: [route], sorted: !query.sort || sorts, exact };
}

/** An `$or` whose every branch has an index of its own is read branch by branch. */
function unionOf(collection: Collection, branches: Doc[]): Plan | undefined {
  const whole = rangeOf(collection.definition.id).start;
  const union: Route[] = [];
  for (const branch of branches) {
    const { routes } = planQuery(collection, { filter: branch });
    if (routes.some(({ index, ranges }) => !index && ranges.some(({ start }) => start.equals(whole)))) return undefined;
    for (const route of routes) union.push(route);
  }
  return { routes: union, sorted: false, exact: false };
}

function hinted(collection: Collection, candidates: Candidate[], hint: Hint): Candidate {
  const isNatural = typeof hint === 'object' && '$natural' in hint;
  const isKnown =
    isNatural ||
    isHinted(hint, '_id_', { _id: 1 }) ||
    collection.indexes.some((index) => isUsable(index) && isHinted(hint, index.definition.name, index.definition.key));
  if (!isKnown)
    throw new MongoServerFault(
      2,
      'BadValue',
      'error processing query: hint provided does not correspond to an existing index',
    );
  const [byDocuments] = candidates as [Candidate];
  if (isNatural)
    return hint.$natural === -1 && !byDocuments.sorts ? { ...byDocuments, order: 'backwards' } : byDocuments;
  const found = candidates.find(({ keys }) =>
    keys.index
      ? isHinted(hint, keys.index.definition.name, keys.index.definition.key)
      : isHinted(hint, '_id_', { _id: 1 }),
  );
  return found ?? byDocuments;
}
