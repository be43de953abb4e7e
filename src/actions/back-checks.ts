import type { Account } from '../domain/account.ts';
import { type BackCheckAnswers, backCheckFindings, itemsToAskAgain, mayBackCheck } from '../domain/back-check.ts';
import { afterUnreached, type BackCheckCall, laidDown, type UnreachedOutcome } from '../domain/back-check-call.ts';
import { callableAt, mayCall } from '../domain/calling.ts';
import type { Campaign } from '../domain/campaign.ts';
import { Refusal } from '../domain/errors.ts';
import { type FinishedInterview, interviewRecord } from '../domain/finished-interview.ts';
import type { Respondent } from '../domain/respondent.ts';
import type { SurveyCase } from '../domain/survey-case.ts';
import type { Seal } from '../seal.ts';
import type { BackCheckStore } from '../stores/back-checks.ts';
import type { CampaignStore } from '../stores/campaigns.ts';
import type { FinishedInterviewStore } from '../stores/finished-interviews.ts';
import type { RespondentStore } from '../stores/respondents.ts';
import type { SurveyCaseStore } from '../stores/survey-cases.ts';
import { createBackCheckDraw } from './back-check-draw.ts';
import { nameOf } from './case-hands.ts';
import type { Deadlines } from './deadlines.ts';
import { openedRespondent } from './opened-respondent.ts';

/** Why nobody is to be called back just now. */
export interface NothingToCheck {
  readonly why: 'none-due' | 'outside-hours';
  readonly from?: Date;
}

/** What a checker has before her: never what was answered the first time. */
export interface OpenedCheck {
  readonly campaign: Campaign;
  readonly surveyCase: Omit<SurveyCase, 'interview'> & Pick<FinishedInterview, 'interview'>;
  readonly tries: BackCheckCall['tries'];
  readonly respondent: Respondent;
  /** The items to be asked again. */
  readonly items: readonly string[];
}

/**
 * Calling back. An interviewer never learns which of her interviews were drawn. Every verb throws Refusal `not-found`
 * for whoever may not check, also for her who held the interview, and `conflict` when the check is not in her hand.
 */
export interface BackChecks {
  /** The campaigns somebody may call back for, with how many could be called now. */
  campaigns(who: Account): Promise<{ readonly campaign: Campaign; readonly waiting: number }[]>;
  /** The check to be made now, held for her; the one she holds before any other. */
  next(who: Account, campaign: string): Promise<BackCheckCall | NothingToCheck>;
  /** Opens the contact, which is recorded. */
  open(id: string, who: Account): Promise<OpenedCheck>;
  /** Keeps what the person said, and what follows from it. */
  answer(id: string, who: Account, again: BackCheckAnswers, note?: string): Promise<void>;
  /** Nobody could be asked: tried again some hours later, three times at most. */
  unreached(id: string, who: Account, outcome: UnreachedOutcome): Promise<void>;
  /** Draws what interviews finished since bring; gives how many were drawn. */
  settle(): Promise<number>;
}

interface Parts {
  readonly campaigns: Pick<CampaignStore, 'find' | 'inState'>;
  readonly surveyCases: Pick<SurveyCaseStore, 'find'>;
  readonly finishedInterviews: Pick<FinishedInterviewStore, 'stamp' | 'interviewers'>;
  readonly backChecks: BackCheckStore;
  readonly respondents: Pick<RespondentStore, 'find'>;
  readonly deadlines: Pick<Deadlines, 'current'>;
  readonly seal: Pick<Seal, 'open' | 'digest'>;
  now(): Date;
}

const leaseMs = 30 * 60_000;
const notFound = (): Refusal => new Refusal('not-found', 'page-not-found');
const notHeld = (): Refusal => new Refusal('conflict', 'integrity:conflict-not-held');
const mayCheck = ({ team }: Campaign, { id, role }: Account): boolean =>
  role === 'supervisor' || team.some(({ account }) => account === id);

export function createBackChecks(parts: Parts): BackChecks {
  const { campaigns, surveyCases, finishedInterviews, backChecks, respondents, deadlines, seal, now } = parts;
  /** Keyed, so that nobody who knows a case can tell whether it will be called back. */
  const seedOf = (campaign: string): string => Buffer.from(seal.digest('back-check', campaign)).toString('hex');
  const draw = createBackCheckDraw({ finishedInterviews, backChecks, seedOf, now });

  /** Those whose contacts are still there. */
  const linked = async (): Promise<Campaign[]> =>
    (await Promise.all([campaigns.inState('open'), campaigns.inState('closed')]))
      .flat()
      .filter(({ unlinkedAt }) => unlinkedAt === undefined);

  const campaignFor = async (id: string, who: Account): Promise<Campaign> => {
    const campaign = await campaigns.find(id);
    if (!campaign || campaign.unlinkedAt || campaign.state === 'draft' || !mayCheck(campaign, who)) throw notFound();
    return campaign;
  };

  const inHand = async (id: string, who: Account) => {
    const call = await backChecks.find(id);
    if (!call || !mayBackCheck(who.id, call.interviewer)) throw notFound();
    const campaign = await campaignFor(call.campaign, who);
    if (call.state !== 'held' || call.lease?.by !== who.id || call.lease.until <= now()) throw notHeld();
    const surveyCase = await surveyCases.find(id);
    if (!surveyCase || !isFinished(surveyCase)) throw notFound();
    return { call, campaign, surveyCase, record: interviewRecord(surveyCase) };
  };

  const written = async (call: BackCheckCall): Promise<void> => {
    if (!(await backChecks.replace(call))) throw notHeld();
  };

  return {
    async campaigns(who) {
      const own = (await linked()).filter((campaign) => mayCheck(campaign, who));
      for (const campaign of own) await draw(campaign);
      const at = now();
      return Promise.all(
        own.map(async (campaign) => ({ campaign, waiting: await backChecks.waiting(campaign.id, who.id, at) })),
      );
    },

    async next(who, id) {
      const campaign = await campaignFor(id, who);
      const at = now();
      const held = await backChecks.heldBy(id, who.id, at);
      if (held) return held;
      const { calendar } = await deadlines.current();
      if (!mayCall(campaign.calling, calendar, at)) {
        const from = callableAt(campaign.calling, calendar, at);
        return { why: 'outside-hours', ...(from ? { from } : {}) };
      }
      const lease = { by: who.id, name: nameOf(who), until: new Date(at.getTime() + leaseMs) };
      const found = await backChecks.claim(id, lease, at);
      if (found) return found;
      return ((await draw(campaign, true)) > 0 && (await backChecks.claim(id, lease, at))) || { why: 'none-due' };
    },

    async open(id, who) {
      const { call, campaign, surveyCase, record } = await inHand(id, who);
      const sealed = surveyCase.respondent === undefined ? undefined : await respondents.find(surveyCase.respondent);
      if (!sealed) {
        await written({ ...laidDown(call), state: 'given_up' });
        throw new Refusal('gone', 'integrity:contact-gone');
      }
      const opening = { by: who.id, name: nameOf(who), at: now() };
      await written({ ...call, openings: [...call.openings, opening] });
      const respondent = openedRespondent(seal, sealed);
      const items = itemsToAskAgain(record, seedOf(campaign.id));
      return { campaign, surveyCase, tries: call.tries, respondent, items };
    },

    async answer(id, who, again, note) {
      const before = await backChecks.find(id);
      if (before?.result?.by === who.id) return;
      const { call, record } = await inHand(id, who);
      const result = {
        ...{ case: id, interviewer: call.interviewer, by: who.id, name: nameOf(who), at: now(), again },
        findings: backCheckFindings(record, again),
        ...(note ? { note } : {}),
      };
      await written({ ...laidDown(call), state: 'done', result });
    },

    async unreached(id, who, outcome) {
      const { call } = await inHand(id, who);
      await written(afterUnreached(call, { at: now(), by: who.id, name: nameOf(who), outcome }));
    },

    async settle() {
      let drawn = 0;
      for (const campaign of await linked()) drawn += await draw(campaign);
      return drawn;
    },
  };
}

const isFinished = (one: SurveyCase): one is OpenedCheck['surveyCase'] => one.interview?.finishedAt !== undefined;
