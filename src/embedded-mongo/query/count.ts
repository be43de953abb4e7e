import { planQuery } from '../planner/plan.ts';
import type { Query } from '../planner/query.ts';
import type { Collection } from '../storage/collection.ts';
import { keyCounts } from '../storage/key-count.ts';
import { found } from './found.ts';
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
  const { routes, exact } = planQuery(collection, query);
  const [route, ...others] = routes;
  if (!exact || !route || others.length || route.index?.definition.multikey.some(Boolean)) {
    return yield* found(collection, query, patience, { take: () => 1 });
  }
  const table = route.index ? collection.databases.index : collection.databases.data;
  for (const range of route.ranges) {
    for (const some of keyCounts(table, range)) {
      impatient(patience);
      yield some;
    }
  }
}
