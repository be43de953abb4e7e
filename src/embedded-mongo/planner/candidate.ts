import { type Bounds, boundsOf } from './bounds.ts';
import { covers } from './implies.ts';
import type { OrderedKeys } from './ordered-keys.ts';
import type { Conditions } from './predicates.ts';
import { sortOrder } from './sort-order.ts';
import type { Sort } from './sort-spec.ts';

/** One way to find the documents of a query. */
export interface Candidate {
  keys: OrderedKeys;
  bounds: Bounds;
  order: 'forwards' | 'backwards' | undefined;
  /** it gives an order that was asked for */
  sorts: boolean;
  exact: boolean;
}

/** What an index can do for a query; undefined when it does not hold all of the query's documents. */
export function candidateOf(keys: OrderedKeys, conditions: Conditions, sort: Sort | undefined): Candidate | undefined {
  const { covered, said } = keys.index ? covers(keys.index, conditions.predicates) : { covered: true, said: [] };
  if (!covered) return undefined;
  const bounds = boundsOf(keys, conditions.predicates);
  const order = sort ? sortOrder(keys, bounds, sort) : 'forwards';
  const exact =
    conditions.complete && conditions.predicates.every((each) => bounds.said.has(each) || said.includes(each));
  return { keys, bounds, order, sorts: sort !== undefined && order !== undefined, exact };
}
