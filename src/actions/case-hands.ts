import type { Account } from '../domain/account.ts';
import type { Campaign } from '../domain/campaign.ts';
import { Refusal } from '../domain/errors.ts';
import { finalOutcome } from '../domain/outcome.ts';
import type { Lease, SurveyCase, SurveyDebt } from '../domain/survey-case.ts';
import { ended, laidDown, without } from '../domain/survey-steps.ts';
import type { CampaignStore } from '../stores/campaigns.ts';
import type { QuotaStore } from '../stores/quotas.ts';
import type { SurveyCaseStore } from '../stores/survey-cases.ts';

/** How a case goes from hand to hand, and its place in the quota with it. */
export type CaseHands = ReturnType<typeof createCaseHands>;

interface Parts {
  readonly campaigns: Pick<CampaignStore, 'find'>;
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

export function createCaseHands({ campaigns, surveyCases, quotas, now }: Parts) {
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

  /** A case with its campaign, for who is in the team. */
  const shown = async (id: string, who: Account): Promise<{ surveyCase: SurveyCase; campaign: Campaign }> => {
    const surveyCase = await read(id);
    const campaign = await campaigns.find(surveyCase.campaign);
    if (!campaign?.team.some(({ account }) => account === who.id)) throw new Refusal('not-found', 'page-not-found');
    return { surveyCase, campaign };
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
    const device = state === 'held' ? lease?.device : interview?.device;
    return { ...surveyCase, state: 'held', lease: leaseFor(who, campaign, lease, device) };
  };

  /** The case in her hand, naming the place that it is about to take: by a new name whenever it comes to hand. */
  const withPlace = (surveyCase: SurveyCase, who: Account, campaign: Campaign): SurveyCase => {
    const held = inHand(surveyCase, who, campaign);
    if (surveyCase.state === 'held' && owing(surveyCase, 'place')) return held;
    return {
      ...held,
      place: `${held.id}.${held.revision}`,
      owes: [...new Set([...held.owes, 'place' as const])],
    };
  };

  /** Takes the place that a case names; true also when it has it already, false when none is left. */
  const takePlace = ({ campaign, stratum, place = '' }: SurveyCase): Promise<boolean> =>
    quotas.take(campaign, stratum, place);

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

  /** What a step makes of a case that it lets go of: nobody tries again when its campaign is over. */
  const layDown = async (id: string, step: (surveyCase: SurveyCase) => SurveyCase): Promise<SurveyCase> => {
    const campaign = await campaigns.find((await read(id)).campaign);
    const after = await change(id, (before) => {
      const laid = step(before);
      const isOver = campaign?.state === 'closed' && (laid.state === 'ready' || laid.state === 'resting');
      return isOver ? ended(laid, finalOutcome(laid.attempts), now()) : laid;
    });
    if (!owing(after, 'place') || after.state === 'held') return after;
    await giveBack(id);
    return read(id);
  };

  return { leaseFor, read, shown, change, inHand, withPlace, takePlace, giveBack, layDown };
}
