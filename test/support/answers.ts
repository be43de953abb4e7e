import type { ResponseInput } from '../../src/domain/response.ts';
import type { World } from './world.ts';

/** So many answers alike; `at` is an instant in ISO 8601. */
export interface Alike extends Pick<ResponseInput, 'agency' | 'channel' | 'score' | 'procedure'> {
  readonly at: string;
  readonly count: number;
}

let given = 0;

/** Lets people answer, and waits until it is counted. */
export async function answer(world: World, ...groups: readonly Alike[]): Promise<void> {
  const records = groups.flatMap(({ at, count, ...rest }) =>
    Array.from({ length: count }, () => ({ ...rest, occurredAt: new Date(at), externalId: `answer-${(given += 1)}` })),
  );
  const outcomes = await world.system.actions.responses.recordMany(
    records.map((record, line) => ({ line, record })),
    'test',
  );
  const refused = outcomes.filter(({ outcome }) => outcome !== 'accepted');
  if (refused.length > 0) throw new Error(JSON.stringify(refused[0]));
  await world.drain();
}
