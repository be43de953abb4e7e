import { planQuery } from '../planner/plan.ts';
import type { Query } from '../planner/query.ts';
import type { Doc } from '../semantics/document.ts';
import type { Collection } from '../storage/collection.ts';
import { Scan } from '../storage/scan.ts';
import { documentTest } from './document-test.ts';
import { impatient, type Patience } from './patience.ts';

/** What finding the documents of a query costs, in the words of `explain`. */
export function examined(collection: Collection, query: Query, patience: Patience): Doc {
  const plan = planQuery(collection, query);
  const matches = documentTest(query, patience);
  const scan = new Scan(collection, plan.routes);
  const { skip = 0, limit } = query;
  const most = limit && plan.sorted ? skip + limit : Number.POSITIVE_INFINITY;
  let found = 0;
  while (!scan.done && found < most) {
    found += scan.read((raw) => matches(raw) || undefined, most - found, patience).length;
    impatient(patience);
  }
  return {
    nReturned: Math.min(Math.max(0, found - skip), limit || Number.MAX_SAFE_INTEGER),
    totalKeysExamined: plan.routes.some(({ index }) => index) ? scan.examined : 0,
    totalDocsExamined: scan.examined,
  };
}
