import { backChecksDue } from '../domain/back-check.ts';
import type { BackCheckCall } from '../domain/back-check-call.ts';
import type { Campaign } from '../domain/campaign.ts';
import type { BackCheckStore } from '../stores/back-checks.ts';
import type { FinishedInterviewStore } from '../stores/finished-interviews.ts';

interface Parts {
  readonly finishedInterviews: Pick<FinishedInterviewStore, 'stamp' | 'interviewers'>;
  readonly backChecks: Pick<BackCheckStore, 'of' | 'insertMany'>;
  seedOf(campaign: string): string;
  now(): Date;
}

/** Reading all interviews for the draw is not done more often, in milliseconds, but for somebody who waits for it. */
const drawEvery = 5 * 60_000;

/** Draws what interviews finished since bring; gives how many were drawn. Twice is the same as once. */
export function createBackCheckDraw({ finishedInterviews, backChecks, seedOf, now }: Parts) {
  const drawnUpon = new Map<string, { readonly stamp: string; readonly at: Date }>();

  return async ({ id, backChecks: share }: Campaign, isWaitedFor = false): Promise<number> => {
    const at = now();
    const last = drawnUpon.get(id);
    if (last && !isWaitedFor && at.getTime() - last.at.getTime() < drawEvery) return 0;
    const stamp = JSON.stringify([await finishedInterviews.stamp(id), share]);
    if (last?.stamp === stamp) return 0;
    const [finished, drawn] = await Promise.all([finishedInterviews.interviewers(id), backChecks.of(id)]);
    const checked = new Set(drawn.map((one) => one.id));
    const interviewers = new Map(finished.map((one) => [one.case, one.interviewer]));
    const candidates = finished.map((one) => ({ ...one, checked: checked.has(one.case) }));
    const due = backChecksDue(candidates, seedOf(id), share);
    const fresh = { state: 'due', drawnAt: at, notBefore: at, tries: [], openings: [], revision: 1 } as const;
    await backChecks.insertMany(
      due.map(
        (one): BackCheckCall => ({
          ...{ id: one, campaign: id, interviewer: interviewers.get(one) ?? '' },
          ...fresh,
        }),
      ),
    );
    drawnUpon.set(id, { stamp, at });
    return due.length;
  };
}
