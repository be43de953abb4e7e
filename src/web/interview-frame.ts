import { nameOn } from '../domain/agency.ts';
import { type Campaign, stratumOf } from '../domain/campaign.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { Refusal } from '../domain/errors.ts';
import type { Language } from '../domain/language.ts';
import type { Questionnaire } from '../domain/questionnaire.ts';
import { questionnaireOf } from '../domain/questionnaires.ts';
import type { SurveyCase } from '../domain/survey-case.ts';
import type { WebParts } from './parts.ts';

export const interviews = '/staff/interviews';
export const caseAddress = (id: string): string => `${interviews}/cases/${id}`;

/** A case with what its pages say about it. */
export interface InterviewFrame {
  readonly surveyCase: SurveyCase;
  readonly campaign: Campaign;
  readonly questionnaire: Questionnaire;
  readonly catalogue: Catalogue;
}

/** Throws Refusal `not-found` when the campaign or its questionnaire is gone. */
export async function interviewFrame(parts: WebParts, surveyCase: SurveyCase): Promise<InterviewFrame> {
  const [campaign, catalogue] = await Promise.all([
    parts.stores.campaigns.find(surveyCase.campaign),
    parts.catalogue(),
  ]);
  const questionnaire = campaign && questionnaireOf(campaign.questionnaire.code, campaign.questionnaire.version);
  if (!campaign || !questionnaire) throw new Refusal('not-found', 'page-not-found');
  return { surveyCase, campaign, questionnaire, catalogue };
}

/** What the case is about, by the names of the day the dossier was finished; codes where a name is unknown. */
export function subjectOf(
  { stratum, finishedOn }: Pick<SurveyCase, 'stratum' | 'finishedOn'>,
  catalogue: Catalogue,
  language: Language,
): { readonly agency: string; readonly procedure: string } {
  const { agency, procedure } = stratumOf(stratum);
  const unit = catalogue.agencies.get(agency);
  return {
    agency: unit ? nameOn(unit, finishedOn, language) : agency,
    procedure: catalogue.procedures.get(procedure)?.names[language] ?? procedure,
  };
}

/** True while an interview is being made: begun, and nothing else came of it since. */
export const isUnderWay = ({ interview, attempts, outcome }: SurveyCase): boolean =>
  interview !== undefined &&
  outcome === undefined &&
  interview.finishedAt === undefined &&
  (attempts.at(-1)?.at ?? interview.startedAt) <= interview.startedAt;
