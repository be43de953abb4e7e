import type { Actions } from '../src/actions/actions.ts';
import type { Jobs } from '../src/queue.ts';

/** Gives a received case to those who act on it. */
export const routeComplaint = (actions: Actions) => (payload: Jobs['route-complaint']) =>
  actions.complaints.route(payload.id);
