import type { Complaints } from './complaints.ts';
import type { Responses } from './responses.ts';
import type { SatisfactionActions } from './satisfaction.ts';

/** A debt younger than this is left to the job that was told of it, in milliseconds. */
const sweepAfter = 5_000;

interface Parts {
  readonly satisfaction: Pick<SatisfactionActions, 'settle'>;
  readonly responses: Pick<Responses, 'settle'>;
  readonly complaints: Pick<Complaints, 'settle'>;
  now(): Date;
}

/**
 * Pays every debt that is older than a moment. What cannot be paid holds up nothing else and is thrown at the end. A
 * sweep that begins while one is under way does nothing: it would only find the same debts.
 */
export function createSettle({ satisfaction, responses, complaints, now }: Parts): () => Promise<void> {
  let underWay = false;
  return async () => {
    if (underWay) return;
    underWay = true;
    const before = new Date(now().getTime() - sweepAfter);
    const failures: unknown[] = [];
    for (const { settle } of [satisfaction, responses, complaints])
      await settle(before).catch((error: unknown) => failures.push(error));
    underWay = false;
    if (failures.length > 0) throw new AggregateError(failures, failures.map(reasonOf).join('; '));
  };
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
