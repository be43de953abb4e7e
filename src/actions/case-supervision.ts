import type { Supervisor } from '../domain/campaign.ts';
import { invalid, Refusal } from '../domain/errors.ts';
import { finalOutcome } from '../domain/outcome.ts';
import type { SurveyCase } from '../domain/survey-case.ts';
import { ended, laidDown, promisedTo, queueFor } from '../domain/survey-steps.ts';
import type { CampaignStore } from '../stores/campaigns.ts';
import type { SurveyCaseStore } from '../stores/survey-cases.ts';
import type { CaseHands } from './case-hands.ts';

/** What a supervisor does with single cases, also with one in somebody's hand. */
export interface CaseSupervision {
  /** Gives a case to a particular interviewer of the team, or to anybody again, with the appointment it has. */
  assign(surveyCase: string, to: string | undefined, by: Supervisor): Promise<SurveyCase>;
  /** Ends a case that shall not be tried again. */
  closeCase(surveyCase: string, note: string, by: Supervisor): Promise<SurveyCase>;
  /** Makes anybody's what was promised to some, and takes what they hold out of their hands. */
  freeFrom(campaign: string, accounts: readonly string[]): Promise<void>;
}

interface Parts {
  readonly campaigns: Pick<CampaignStore, 'find'>;
  readonly surveyCases: Pick<SurveyCaseStore, 'promisedTo'>;
  readonly hands: Pick<CaseHands, 'read' | 'layDown'>;
  now(): Date;
}

export function createCaseSupervision({ campaigns, surveyCases, hands, now }: Parts): CaseSupervision {
  /** A case that is open still. */
  const opened = (one: SurveyCase): SurveyCase => {
    if (one.state === 'final') throw new Refusal('conflict', 'interview:conflict-final');
    return one;
  };

  /** Gives a case to somebody, out of whosever hand it is in, with the appointment it has. */
  const give = (one: SurveyCase, to: string | undefined): SurveyCase => {
    const given = promisedTo({ ...one, queue: queueFor(one.language, to) }, to);
    return one.state === 'held' && one.lease?.by !== to ? laidDown(given, now()) : given;
  };

  return {
    async assign(id, to) {
      const campaign = await campaigns.find((await hands.read(id)).campaign);
      if (to !== undefined && !campaign?.team.some(({ account }) => account === to))
        throw invalid([{ pointer: '/to', code: 'campaign:fault-not-in-team' }]);
      return hands.layDown(id, (one) => give(opened(one), to));
    },

    async closeCase(id, note, by) {
      if (note.trim() === '') throw invalid([{ pointer: '/note', code: 'interview:fault-note-missing' }]);
      return hands.layDown(id, (one) => ({
        ...ended(opened(one), finalOutcome(one.attempts), now()),
        endedBy: { account: by.id, name: by.name, note: note.trim() },
      }));
    },

    async freeFrom(campaign, accounts) {
      for (const account of accounts)
        for (const id of await surveyCases.promisedTo(campaign, account))
          await hands.layDown(id, (one) => {
            const { state, queue, lease, appointment } = one;
            const isTheirs = [lease?.by, appointment?.with].includes(account) || queue === queueFor('', account);
            return isTheirs && state !== 'final' ? give(one, undefined) : one;
          });
    },
  };
}
