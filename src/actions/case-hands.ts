import type { Account } from '../domain/account.ts';
import type { Campaign } from '../domain/campaign.ts';
import { Refusal } from '../domain/errors.ts';
import type { Lease, SurveyCase, SurveyDebt } from '../domain/survey-case.ts';
import { laidDown, without } from '../domain/survey-steps.ts';
import type { QuotaStore } from '../stores/quotas.ts';
import type { SurveyCaseStore } from '../stores/survey-cases.ts';

/** How a case goes from hand to hand, and its place in the quota with it. */
export type CaseHands = ReturnType<typeof createCaseHands>;

interface Parts {
  readonly surveyCases: SurveyCaseStore;
  readonly quotas: QuotaStore;
  now(): Date;
}

/** A tablet keeps its cases until it gives them back. */
const noEnd = new Date('9999-12-31T00:00:00Z');
const mostTries = 20;

const later = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000);
export const nameOf = ({ name, email }: Account): string => name ?? email;
export const owing = ({ owes }: SurveyCase, debt: SurveyDebt): boolean => owes.includes(debt);
export const paid = (surveyCase: SurveyCase, debt: SurveyDebt): SurveyCase => ({
  ...surveyCase,
  owes: surveyCase.owes.filter((one) => one !== debt),
});

/** The case with a name of its own for the place that it is about to take. */
export const withPlace = (surveyCase: SurveyCase): SurveyCase => ({
  ...surveyCase,
  place: `${surveyCase.id}.${surveyCase.revision}`,
  owes: [...new Set([...surveyCase.owes, 'place' as const])],
});

export function createCaseHands({ surveyCases, quotas, now }: Parts) {
  const leaseFor = (who: Account, { calling }: Campaign, before?: Lease, device = before?.device): Lease => ({
    by: who.id,
    name: nameOf(who),
    since: before?.by === who.id ? before.since : now(),
    until: device === undefined ? later(now(), calling.leaseMinutes) : noEnd,
    ...(device === undefined ? {} : { device }),
  });

  const read = async (id: string): Promise<SurveyCase> => {
    const found = await surveyCases.find(id);
    if (!found || found.state === 'listed') throw new Refusal('not-found', 'page-not-found');
    return found;
  };

  /** Writes what a step makes of a case, decided anew when somebody else's write comes between. */
  const change = async (id: string, step: (surveyCase: SurveyCase) => SurveyCase): Promise<SurveyCase> => {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const before = await read(id);
      const after = step(before);
      if (after === before) return before;
      const written = await surveyCases.replace(after);
      if (written) return written;
    }
    throw new Refusal('conflict', 'interview:conflict-changed');
  };

  /** The case in her hand, her time begun anew. One that slipped out of it is hers again while nobody else took it. */
  const inHand = (surveyCase: SurveyCase, who: Account, campaign: Campaign): SurveyCase => {
    const { state, lease, interview } = surveyCase;
    if (state === 'held' && lease?.by !== who.id)
      throw new Refusal('conflict', 'interview:conflict-held', { name: lease?.name ?? '' });
    if (state === 'final') throw new Refusal('conflict', 'interview:conflict-final');
    if (state !== 'held' && interview?.by !== who.id) throw new Refusal('conflict', 'interview:conflict-not-held');
    return { ...surveyCase, state: 'held', lease: leaseFor(who, campaign, lease, lease?.device ?? interview?.device) };
  };

  /** Gives back a place that was not earned. The case says so first, and is not given to anybody until it is done. */
  const giveBack = async (id: string): Promise<void> => {
    const surveyCase = await surveyCases.find(id);
    if (!surveyCase || !owing(surveyCase, 'place') || surveyCase.state === 'held') return;
    const { campaign, stratum, place } = surveyCase;
    if (place !== undefined) await quotas.giveBack(campaign, stratum, place);
    await change(id, (one) => {
      if (one.place !== place || one.state === 'held') return one;
      const free = without(paid(one, 'place'), 'place');
      return free.state === 'resting' ? laidDown(free, now()) : free;
    });
  };

  const layDown = async (id: string, step: (surveyCase: SurveyCase) => SurveyCase): Promise<SurveyCase> => {
    const after = await change(id, step);
    if (!owing(after, 'place') || after.state === 'held') return after;
    await giveBack(id);
    return read(id);
  };

  /** The place of a case in its quota under its present name; it may be taken already, or lie under the name before. */
  const takePlace = async ({ campaign, stratum, place = '' }: SurveyCase, before?: string): Promise<boolean> =>
    (before !== undefined && before !== place && (await quotas.rename(campaign, stratum, before, place))) ||
    quotas.take(campaign, stratum, place);

  const refusePlace = async (id: string): Promise<never> => {
    await change(id, (one) => (one.interview?.finishedAt ? one : without(paid(one, 'place'), 'place')));
    throw new Refusal('conflict', 'interview:conflict-full');
  };

  return { leaseFor, read, change, inHand, giveBack, layDown, takePlace, refusePlace };
}
