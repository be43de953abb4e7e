import type { Actions } from '../src/actions/actions.ts';
import type { Jobs } from '../src/queue.ts';

/** Opens the case that an answer asked for. */
export const followUp = (actions: Actions) => (payload: Jobs['follow-up']) => actions.responses.followUp(payload.id);
