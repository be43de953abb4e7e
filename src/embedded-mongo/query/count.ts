import { type Plan, planQuery } from '../planner/plan.ts';
import type { Query } from '../planner/query.ts';
import type { Collection } from '../storage/collection.ts';
import { keyCounts } from '../storage/key-count.ts';
import type { Route } from '../storage/route.ts';
import { found } from './found.ts';
import { used } from './index-uses.ts';
import { impatient, type Patience } from './patience.ts';

/** Counts the documents of a query, its `skip` and `limit` included; by keys alone where these say it all. */
export function countMatches(collection: Collection, query: Query, patience: Patience): number {
  const { skip = 0, limit, ...filter } = { ...query, sort: undefined };
  let n = -skip;
  for (const some of counts(collection, filter, patience)) {
    n += some;
    if (limit && n >= limit) return limit;
  }
  return Math.max(0, n);
}

function* counts(collection: Collection, query: Query, patience: Patience): Generator<number> {
  const plan = planQuery(collection, query);
  const route = keysToCount(plan);
  if (!route) return yield* found(collection, query, patience, { take: () => 1 });
  used(collection, plan);
  const table = route.index ? collection.databases.index : collection.databases.data;
  for (const range of route.ranges) {
    for (const some of keyCounts(table, range)) {
      impatient(patience);
      yield some;
    }
  }
}

/** The keys that a plan reads, where each of them is one document of its query. */
export function keysToCount({ routes: [route, ...others], exact }: Plan): Route | undefined {
  return exact && !others.length && !route?.index?.definition.multikey.some(Boolean) ? route : undefined;
}
