import { planQuery } from '../planner/plan.ts';
import type { Query } from '../planner/query.ts';
import type { Collection } from '../storage/collection.ts';
import { Scan } from '../storage/scan.ts';
import { breath, KEYS_PER_TURN } from './breath.ts';
import { documentTest } from './document-test.ts';

/** Counts the documents of a filter; by keys alone where these say it all. */
export async function countMatches(collection: Collection, query: Query): Promise<number> {
  const plan = planQuery(collection, { ...query, sort: undefined, limit: undefined });
  const [route, ...others] = plan.routes;
  if (plan.exact && route && !others.length && !route.index?.definition.multikey.some(Boolean)) {
    const table = route.index ? collection.databases.index : collection.databases.data;
    return route.ranges.reduce((sum, range) => sum + table.getKeysCount({ ...range }), 0);
  }
  const matches = plan.exact ? () => true : documentTest(query);
  const scan = new Scan(collection, plan.routes);
  let n = 0;
  for (;;) {
    scan.read(
      (raw) => {
        if (matches(raw)) n++;
        return undefined;
      },
      1,
      KEYS_PER_TURN,
    );
    if (scan.done) return n;
    await breath();
  }
}
