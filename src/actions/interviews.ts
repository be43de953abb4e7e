import type { Account } from '../domain/account.ts';
import { Refusal } from '../domain/errors.ts';
import type { Respondent } from '../domain/respondent.ts';
import type { SurveyCase } from '../domain/survey-case.ts';
import { laidDown, queueFor } from '../domain/survey-steps.ts';
import type { Seal } from '../seal.ts';
import type { CallableCaseStore } from '../stores/callable-cases.ts';
import type { CampaignStore } from '../stores/campaigns.ts';
import type { DoNotCallStore } from '../stores/do-not-call.ts';
import type { QuotaStore } from '../stores/quotas.ts';
import type { RespondentStore } from '../stores/respondents.ts';
import type { SurveyCaseStore } from '../stores/survey-cases.ts';
import { createBarring } from './barring.ts';
import { createCaseHands, owing } from './case-hands.ts';
import type { Complaints } from './complaints.ts';
import type { Deadlines } from './deadlines.ts';
import { createInterviewAnswers, type InterviewAnswers } from './interview-answers.ts';
import { createInterviewEnd, type InterviewEnd } from './interview-end.ts';
import { createInterviewRecord } from './interview-record.ts';
import { createNextCase, type NextCase } from './next-case.ts';
import { openedRespondent } from './opened-respondent.ts';
import type { Responses } from './responses.ts';

/**
 * What interviewers do. Every verb throws Refusal `not-found` when there is no such case or it is not hers to see,
 * `conflict` when somebody else holds it by now, `invalid` with faults. Each may be repeated: the second time changes
 * nothing.
 */
export interface Interviews extends Pick<NextCase, 'next' | 'takeAlong'>, InterviewAnswers, InterviewEnd {
  /** Takes a case by hand, from the call-back calendar or an assignment. */
  take(id: string, who: Account): Promise<SurveyCase>;
  /** The cases she holds. */
  held(who: Account): Promise<SurveyCase[]>;
  /** A case that she holds, interviewed or tried. */
  find(id: string, who: Account): Promise<SurveyCase>;
  /** Name, phone and address; only for who holds the case, or ended it last. */
  respondent(id: string, who: Account): Promise<Respondent>;
  /** Gives the case back untouched. */
  release(id: string, who: Account): Promise<void>;
  /**
   * Lays down what nobody was heard from about, wakes what has rested, gives back places, records what is owed; gives
   * how much that was. What cannot be done holds up nothing else and is thrown at the end.
   */
  settle(before: Date): Promise<number>;
}

interface Parts {
  readonly campaigns: Pick<CampaignStore, 'find'>;
  readonly surveyCases: SurveyCaseStore;
  readonly callableCases: CallableCaseStore;
  readonly quotas: QuotaStore;
  readonly respondents: Pick<RespondentStore, 'find'>;
  readonly doNotCall: DoNotCallStore;
  readonly responses: Pick<Responses, 'record'>;
  readonly complaints: Pick<Complaints, 'open'>;
  readonly deadlines: Pick<Deadlines, 'current'>;
  readonly seal: Seal;
  readonly timeZone: string;
  now(): Date;
}

const notFound = (): Refusal => new Refusal('not-found', 'page-not-found');

export function createInterviews(parts: Parts): Interviews {
  const { surveyCases, respondents, seal, now } = parts;
  const hands = createCaseHands(parts);
  const { read, shown, change, inHand, layDown, leaseFor } = hands;
  const records = createInterviewRecord({ ...parts, hands });
  const barring = createBarring(parts);
  const { next, takeAlong, tidy } = createNextCase({ ...parts, hands, barring });

  const find: Interviews['find'] = async (id, who) => {
    const { surveyCase } = await shown(id, who);
    const { lease, interview, attempts } = surveyCase;
    if (lease?.by !== who.id && interview?.by !== who.id && !attempts.some(({ by }) => by === who.id)) throw notFound();
    return surveyCase;
  };

  return {
    next,
    takeAlong,
    find,
    ...createInterviewAnswers({ hands, now }),
    ...createInterviewEnd({ ...parts, hands, barring, records }),

    async take(id, who) {
      const { surveyCase, campaign } = await shown(id, who);
      if (surveyCase.state !== 'final' && (await barring.isBarred(surveyCase)))
        throw new Refusal('conflict', 'interview:conflict-barred');
      return change(id, (one) => {
        if (one.state === 'held' || one.state === 'final') return inHand(one, who, campaign);
        const { at, with: promised = who.id } = one.appointment ?? { at: now() };
        const isAnothers =
          (one.queue.startsWith('to:') && one.queue !== queueFor('', who.id)) || (promised !== who.id && at > now());
        if (isAnothers || campaign.state !== 'open' || owing(one, 'place'))
          throw new Refusal('conflict', 'interview:conflict-not-held');
        return { ...one, state: 'held', lease: leaseFor(who, campaign) };
      });
    },

    held: (who) => surveyCases.heldBy(who.id),

    async respondent(id, who) {
      const { respondent, lease, interview } = await find(id, who);
      if ((lease ?? interview)?.by !== who.id) throw notFound();
      const sealed = respondent === undefined ? undefined : await respondents.find(respondent);
      return sealed ? openedRespondent(seal, sealed) : { id };
    },

    async release(id, who) {
      await layDown(id, (one) => (one.state === 'held' && one.lease?.by === who.id ? laidDown(one, now()) : one));
    },

    async settle() {
      const failures: unknown[] = [];
      const failed = (error: unknown): number => failures.push(error) * 0;
      let moved = await tidy().catch(failed);
      for (const id of await surveyCases.owing('response')) {
        await read(id).then(records.record).catch(failed);
        moved += 1;
      }
      if (failures.length > 0) throw new AggregateError(failures, `${failures.length} interviews could not be settled`);
      return moved;
    },
  };
}
