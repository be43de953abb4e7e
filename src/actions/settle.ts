import type { BackChecks } from './back-checks.ts';
import type { Batches } from './batches.ts';
import type { Campaigns } from './campaigns.ts';
import type { Complaints } from './complaints.ts';
import type { Integrity } from './integrity.ts';
import type { Interviews } from './interviews.ts';
import type { Responses } from './responses.ts';
import type { Samples } from './samples.ts';
import type { SatisfactionActions } from './satisfaction.ts';

/** A debt younger than this is left to the job that was told of it, in milliseconds. */
const sweepAfter = 5_000;

interface Parts {
  readonly satisfaction: Pick<SatisfactionActions, 'settle'>;
  readonly responses: Pick<Responses, 'settle'>;
  readonly complaints: Pick<Complaints, 'settle'>;
  readonly samples: Pick<Samples, 'settle'>;
  readonly batches: Pick<Batches, 'settle'>;
  readonly campaigns: Pick<Campaigns, 'settle'>;
  readonly interviews: Pick<Interviews, 'settle'>;
  readonly integrity: Pick<Integrity, 'settle'>;
  readonly backChecks: Pick<BackChecks, 'settle'>;
  now(): Date;
}

/**
 * Pays every debt that is older than a moment, each kind by itself: what cannot be paid holds up no other and is thrown
 * at the end. A kind that is still being paid is left alone: a second sweep would only find the same debts.
 */
export function createSettle({ now, ...kinds }: Parts): () => Promise<void> {
  const underWay = new Set<object>();
  return async () => {
    const before = new Date(now().getTime() - sweepAfter);
    const failures: unknown[] = [];
    const sweep = async (kind: { settle(before: Date): Promise<unknown> }): Promise<void> => {
      underWay.add(kind);
      await kind.settle(before).catch((error: unknown) => failures.push(error));
      underWay.delete(kind);
    };
    await Promise.all(
      Object.values(kinds)
        .filter((kind) => !underWay.has(kind))
        .map(sweep),
    );
    if (failures.length > 0) throw new AggregateError(failures, failures.map(reasonOf).join('; '));
  };
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
