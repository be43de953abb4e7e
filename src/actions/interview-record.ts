import { stratumOf } from '../domain/campaign.ts';
import { cityDay } from '../domain/city-day.ts';
import type { ComplaintInput } from '../domain/complaint-input.ts';
import { Refusal } from '../domain/errors.ts';
import type { Level } from '../domain/questionnaire.ts';
import { overallItem, type SurveyCase } from '../domain/survey-case.ts';
import type { Tracking } from '../domain/tracking.ts';
import type { Seal } from '../seal.ts';
import type { CampaignStore } from '../stores/campaigns.ts';
import { type CaseHands, owing, paid } from './case-hands.ts';
import type { Complaints } from './complaints.ts';
import type { Responses } from './responses.ts';

/** What an interview leaves behind: a response, and perhaps a complaint. */
export interface InterviewRecord {
  /** Pays what a finished interview owes, once however often it is tried; gives the case without the debt. */
  record(surveyCase: SurveyCase): Promise<SurveyCase>;
  /** Opens what the respondent wants put right; the same again gives the same. */
  open(surveyCase: SurveyCase, complaint: ComplaintInput): Promise<Tracking>;
  /** What the respondent wants put right, until it is a case of its own. */
  sealed(complaint: ComplaintInput): string;
}

interface Parts {
  readonly campaigns: Pick<CampaignStore, 'find'>;
  readonly responses: Pick<Responses, 'record'>;
  readonly complaints: Pick<Complaints, 'open'>;
  readonly hands: Pick<CaseHands, 'change'>;
  readonly seal: Seal;
  readonly timeZone: string;
  now(): Date;
}

const complaintPurpose = 'interview-complaint';

export function createInterviewRecord(parts: Parts): InterviewRecord {
  const { campaigns, responses, complaints, hands, seal, timeZone, now } = parts;

  const open: InterviewRecord['open'] = async ({ id, stratum, interview }, complaint) => {
    if (!interview) throw new Refusal('conflict', 'interview:conflict-not-begun');
    const { trackingCode, pin } = await complaints.open({
      // It goes by itself and not with the answers: what happens to either is nothing to the other.
      seed: `interview ${id}`,
      input: { day: cityDay(interview.startedAt, timeZone), ...complaint },
      ...stratumOf(stratum),
      channel: interview.mode,
      language: interview.language,
      receivedAt: now(),
    });
    return { trackingCode, pin };
  };

  return {
    open,
    sealed: (complaint) => seal.seal(JSON.stringify(complaint), complaintPurpose),

    async record(surveyCase) {
      const { id, campaign, stratum, interview } = surveyCase;
      if (!interview?.finishedAt || !owing(surveyCase, 'response')) return surveyCase;
      const { complaint } = interview;
      if (complaint !== undefined) {
        await open(surveyCase, JSON.parse(seal.open(complaint, complaintPurpose)) as ComplaintInput);
        await hands.change(id, (one) => {
          if (!one.interview?.complaint) return one;
          const { complaint: _open, ...kept } = one.interview;
          return { ...one, interview: kept };
        });
      }
      const questionnaire = (await campaigns.find(campaign))?.questionnaire;
      const given = Object.entries(interview.answers).map(([code, { value }]) => [code, value] as const);
      const recorded = await responses.record(
        {
          ...stratumOf(stratum),
          channel: interview.mode,
          score: interview.answers[overallItem]?.value as Level,
          answers: Object.fromEntries(given.filter(([code]) => code !== overallItem)),
          ...(interview.reasons ? { reasons: interview.reasons } : {}),
          ...(interview.comment === undefined ? {} : { comment: interview.comment }),
          language: interview.language,
          occurredAt: interview.finishedAt,
          source: `campaign-${campaign}`,
          externalId: id,
          campaign,
          ...(questionnaire ? { questionnaire } : {}),
          interviewerCode: interview.by,
          ...(interview.seconds === undefined ? {} : { durationSeconds: interview.seconds }),
        },
        `campaign:${campaign}:${id}`,
        interview.language,
      );
      return hands.change(id, (one) =>
        owing(one, 'response') && one.interview
          ? { ...paid(one, 'response'), interview: { ...one.interview, response: recorded.id } }
          : one,
      );
    },
  };
}
