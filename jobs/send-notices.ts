import type { Actions } from '../src/actions/actions.ts';
import type { Jobs } from '../src/queue.ts';

/** Sends the letters that a case owes. */
export const sendNotices = (actions: Actions) => (payload: Jobs['send-notices']) =>
  actions.complaints.sendNotices(payload.id);
