import { stratumOf } from '../domain/campaign.ts';
import type { ComplaintInput } from '../domain/complaint-input.ts';
import type { Level } from '../domain/questionnaire.ts';
import { overallItem, type SurveyCase } from '../domain/survey-case.ts';
import type { Seal } from '../seal.ts';
import type { CampaignStore } from '../stores/campaigns.ts';
import { type CaseHands, owing, paid } from './case-hands.ts';
import type { Responses } from './responses.ts';

interface Parts {
  readonly campaigns: Pick<CampaignStore, 'find'>;
  readonly responses: Pick<Responses, 'record'>;
  readonly hands: Pick<CaseHands, 'change'>;
  readonly seal: Seal;
}

const complaintPurpose = 'interview-complaint';

/** What a respondent wants put right, until it is a case of its own. */
export const sealedComplaint = (seal: Seal, complaint: ComplaintInput): string =>
  seal.seal(JSON.stringify(complaint), complaintPurpose);

/** Records a finished interview among the responses, once however often it is tried; gives the case without the debt. */
export const createInterviewRecord =
  ({ campaigns, responses, hands, seal }: Parts) =>
  async (surveyCase: SurveyCase): Promise<SurveyCase> => {
    const { id, campaign, stratum, interview } = surveyCase;
    if (!interview?.finishedAt || !owing(surveyCase, 'response')) return surveyCase;
    const questionnaire = (await campaigns.find(campaign))?.questionnaire;
    const given = Object.entries(interview.answers).map(([code, { value }]) => [code, value] as const);
    const { complaint } = interview;
    const recorded = await responses.record(
      {
        ...stratumOf(stratum),
        channel: interview.mode,
        score: interview.answers[overallItem]?.value as Level,
        answers: Object.fromEntries(given.filter(([code]) => code !== overallItem)),
        ...(interview.comment === undefined ? {} : { comment: interview.comment }),
        language: interview.language,
        occurredAt: interview.finishedAt,
        source: `campaign-${campaign}`,
        externalId: id,
        campaign,
        ...(questionnaire ? { questionnaire } : {}),
        interviewerCode: interview.by,
        ...(interview.seconds === undefined ? {} : { durationSeconds: interview.seconds }),
        ...(complaint === undefined
          ? {}
          : { complaint: JSON.parse(seal.open(complaint, complaintPurpose)) as ComplaintInput }),
      },
      `campaign:${campaign}:${id}`,
      interview.language,
    );
    return hands.change(id, (one) => {
      if (!owing(one, 'response') || !one.interview) return one;
      const { complaint: _done, ...kept } = one.interview;
      return { ...paid(one, 'response'), interview: { ...kept, response: recorded.id } };
    });
  };
