import type { Plan } from '../planner/plan.ts';
import type { Query } from '../planner/query.ts';
import type { Doc } from '../semantics/document.ts';
import type { Route } from '../storage/scan.ts';

/** A plan in the words in which MongoDB explains its own. */
export function winningPlan(plan: Plan, query: Query): Doc {
  const inputs = plan.routes.map(stageOf);
  const found = inputs.length > 1 ? { stage: 'OR', inputStages: inputs } : (inputs[0] as Doc);
  return query.sort && !plan.sorted ? { stage: 'SORT', sortPattern: query.sort, inputStage: found } : found;
}

function stageOf({ index, ranges, reverse }: Route): Doc {
  const direction = reverse ? 'backward' : 'forward';
  if (index) {
    const { name, key, unique, sparse, multikey, partialFilterExpression } = index.definition;
    const facts = { isMultiKey: multikey.some(Boolean), isUnique: unique, isSparse: sparse };
    const inputStage = {
      stage: 'IXSCAN',
      keyPattern: key,
      indexName: name,
      ...facts,
      isPartial: partialFilterExpression !== undefined,
      direction,
      ranges: ranges.length,
    };
    return { stage: 'FETCH', inputStage };
  }
  const whole = ranges.length === 1 && ranges[0]?.start.length === 4;
  return whole ? { stage: 'COLLSCAN', direction } : { stage: 'IDHACK', direction, ranges: ranges.length };
}
