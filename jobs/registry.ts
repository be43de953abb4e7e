import type { Actions } from '../src/actions/actions.ts';
import type { JobName, Jobs } from '../src/queue.ts';
import { followUp } from './follow-up.ts';
import { routeComplaint } from './route-complaint.ts';
import { sendNotices } from './send-notices.ts';
import { settle } from './settle.ts';
import { tally } from './tally.ts';

export type Processors = { readonly [Name in JobName]: (payload: Jobs[Name]) => Promise<unknown> };

/** Every job and what does it; the type makes it complete. */
export const processors = (actions: Actions): Processors => ({
  tally: tally(actions),
  'follow-up': followUp(actions),
  'route-complaint': routeComplaint(actions),
  'send-notices': sendNotices(actions),
  settle: settle(actions),
});
