import type { Plan } from '../planner/plan.ts';
import type { Collection } from '../storage/collection.ts';
import { OWNER_BYTES } from '../storage/key-range.ts';

/** Counts a plan that is carried out, as opposed to explained; returns it. */
export function used({ definition, databases: { uses } }: Collection, plan: Plan): Plan {
  for (const { index, ranges } of plan.routes) {
    if (!index && ranges.every(({ start }) => start.length === OWNER_BYTES)) continue;
    const { id } = index?.definition ?? definition;
    uses.set(id, (uses.get(id) ?? 0) + 1);
  }
  return plan;
}
