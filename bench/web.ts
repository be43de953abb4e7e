import { answering } from './child.ts';
import { systemOn } from './city.ts';
import { keepTo } from './cores.ts';
import type { Grounds } from './place.ts';
import { recordNothing, recordOneByOne } from './ways.ts';

/** How ratings are recorded: as the system does, not at all, or the naive way. */
export type Way = 'ours' | 'no-op' | 'naive';

export type WebQuestion = { readonly grounds: Grounds; readonly way: Way } | { readonly cpu: true };

keepTo('web');

answering(async (question: WebQuestion) => {
  if ('cpu' in question) {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  }
  const system = await systemOn(question.grounds);
  if (question.way === 'no-op') system.actions.responses.record = recordNothing();
  if (question.way === 'naive') system.actions.responses.record = await recordOneByOne(system, question.grounds);
  return (await system.startWeb()).port;
});
