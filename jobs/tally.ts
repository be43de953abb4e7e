import type { Actions } from '../src/actions/actions.ts';
import type { Jobs } from '../src/queue.ts';

/** Recounts one agency and city day. */
export const tally = (actions: Actions) => (payload: Jobs['tally']) =>
  actions.satisfaction.tally(payload.agency, [payload.day]);
