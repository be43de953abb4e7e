import type { Plan } from '../planner/plan.ts';
import { conditionsOf } from '../planner/predicates.ts';
import type { Query } from '../planner/query.ts';
import { keysToCount } from '../query/count.ts';
import { numberOf } from '../raw/number-of.ts';
import type { Doc } from '../semantics/document.ts';
import type { Collection } from '../storage/collection.ts';
import { rangeOf } from '../storage/key-range.ts';
import type { Route } from '../storage/route.ts';
import { indexBounds } from './index-bounds.ts';

/** What is done with the documents that are found, besides giving them out. */
export type Purpose = 'COUNT' | 'UPDATE' | 'DELETE';

/** A plan in the words in which MongoDB explains its own: each stage around the one that feeds it. */
export function winningPlan(collection: Collection, plan: Plan, query: Query, purpose?: Purpose): Doc {
  if (purpose === 'COUNT') return countingPlan(collection, plan, query);
  const found = findingPlan(collection, plan, query, purpose);
  return purpose ? { stage: purpose, inputStage: found } : found;
}

function countingPlan(collection: Collection, plan: Plan, query: Query): Doc {
  if (!Object.keys(query.filter).length && query.hint === undefined) return { stage: 'RECORD_STORE_FAST_COUNT' };
  const { skip: _, limit: __, ...filter } = query;
  const found = findingPlan(collection, plan, filter);
  const isKeysAlone = keysToCount(plan) && found.stage === 'FETCH';
  return { stage: 'COUNT', inputStage: isKeysAlone ? { ...(found.inputStage as Doc), stage: 'COUNT_SCAN' } : found };
}

function findingPlan(collection: Collection, plan: Plan, query: Query, purpose?: Purpose): Doc {
  const { sort, skip, limit, projection } = query;
  const inputs = plan.routes.map((route) => stageOf(collection, route, query, plan));
  let stage: Doc = inputs.length > 1 ? { stage: 'OR', inputStages: inputs } : (inputs[0] as Doc);
  const isSorted = !sort || plan.sorted;
  if (!isSorted) {
    const most = limit ? { limitAmount: limit + (skip ?? 0) } : {};
    stage = {
      stage: 'SORT',
      sortPattern: sort,
      memLimit: 100 * 1024 * 1024,
      ...most,
      type: 'simple',
      inputStage: stage,
    };
  }
  if (projection && Object.keys(projection).length) {
    const name = isSimple(projection) ? 'PROJECTION_SIMPLE' : 'PROJECTION_DEFAULT';
    stage = { stage: name, transformBy: projection, inputStage: stage };
  }
  if (skip) stage = { stage: 'SKIP', skipAmount: skip, inputStage: stage };
  if (limit && isSorted && !purpose) stage = { stage: 'LIMIT', limitAmount: limit, inputStage: stage };
  return stage;
}

/** Whether whole fields are taken or left out, and nothing is computed. */
function isSimple(projection: Doc): boolean {
  return Object.entries(projection).every(
    ([name, value]) => !name.includes('.') && (typeof value === 'boolean' || numberOf(value) !== undefined),
  );
}

function stageOf(collection: Collection, { index, ranges, reverse }: Route, query: Query, plan: Plan): Doc {
  const direction = reverse ? 'backward' : 'forward';
  const { predicates, complete } = conditionsOf(query.filter);
  const filter = plan.exact || !Object.keys(query.filter).length ? {} : { filter: query.filter };
  if (!index) {
    const whole = rangeOf(collection.definition.id).start;
    const isWhole = ranges.length === 1 && ranges[0]?.start.equals(whole);
    const [only, ...others] = predicates;
    if (complete && !others.length && only?.path === '_id' && only.operator === '$eq') return { stage: 'IDHACK' };
    if (isWhole && !(query.sort && plan.sorted)) return { stage: 'COLLSCAN', ...filter, direction };
  }
  const definition = index?.definition ?? ID_INDEX;
  const { name, key, unique, sparse, multikey, partialFilterExpression } = definition;
  const inputStage = {
    stage: 'IXSCAN',
    keyPattern: key,
    indexName: name,
    isMultiKey: multikey.some(Boolean),
    multiKeyPaths: Object.fromEntries(Object.keys(key).map((field, part) => [field, multikey[part] ? [field] : []])),
    isUnique: unique,
    isSparse: sparse,
    isPartial: partialFilterExpression !== undefined,
    indexVersion: 2,
    direction,
    indexBounds: indexBounds(key, predicates),
  };
  return { stage: 'FETCH', ...filter, inputStage };
}

/** The order of the documents themselves, in MongoDB's words. */
const ID_INDEX = {
  name: '_id_',
  key: { _id: 1 } as const,
  unique: true,
  sparse: false,
  multikey: [false],
  partialFilterExpression: undefined,
};
