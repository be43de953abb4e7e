import { nameOn } from './agency.ts';
import { type Campaign, type Mode, stratumKey, stratumOf } from './campaign.ts';
import type { Catalogue } from './catalogue.ts';
import type { InterviewRecord } from './interview-row.ts';
import type { CampaignInterviews } from './interview-table.ts';
import type { CodedNames } from './interview-variables.ts';
import { questionnaireOf } from './questionnaires.ts';
import type { Response } from './response.ts';
import type { SurveyCase } from './survey-case.ts';

/** An answer to a campaign, without whatever else is kept of it. */
export type CampaignResponse = Pick<
  Response,
  | 'agency'
  | 'procedure'
  | 'score'
  | 'questionnaire'
  | 'answers'
  | 'reasons'
  | 'comment'
  | 'suspectedPersonal'
  | 'language'
  | 'day'
  | 'externalId'
  | 'interviewerCode'
  | 'durationSeconds'
  | 'status'
> & { readonly channel: Mode };

/** Results of dossiers by the ids of their cases. */
export type CaseResults = ReadonlyMap<string, SurveyCase['result']>;

/** The answers of a campaign as its results and exports count them; those from slips of paper have no interviewer. */
export const campaignAnswers = (
  responses: readonly CampaignResponse[],
  results: CaseResults = new Map(),
): InterviewRecord[] =>
  responses.map((response) => {
    const { agency, procedure = '', channel, externalId = '', interviewerCode, durationSeconds, answers } = response;
    const { reasons, comment, suspectedPersonal, score, status, questionnaire, day, language } = response;
    const result = results.get(externalId);
    return {
      ...{ stratum: stratumKey({ agency, procedure }), mode: channel, score, status, questionnaire, day, language },
      answers: answers ?? {},
      ...(result ? { result } : {}),
      ...(interviewerCode === undefined ? {} : { interviewer: interviewerCode }),
      ...(durationSeconds === undefined ? {} : { seconds: durationSeconds }),
      ...(reasons ? { reasons } : {}),
      ...(comment ? { comment } : {}),
      ...(suspectedPersonal ? { suspectedPersonal } : {}),
    };
  });

/** Dossiers of the population by stratum, as they were when the sample was drawn. */
export const populationsOf = ({ draws }: Pick<Campaign, 'draws'>): Map<string, number> =>
  new Map(draws.flatMap(({ strata }) => strata).map(({ stratum, population }) => [stratum, population]));

/** The interviews of a campaign as they are exported, with the names that units had at the end of its fieldwork. */
export function campaignInterviews(
  campaign: Campaign,
  interviews: readonly InterviewRecord[],
  catalogue: Catalogue,
): CampaignInterviews {
  const { title, id } = campaign;
  const { code, version } = campaign.questionnaire;
  const questionnaire = questionnaireOf(code, version);
  if (!questionnaire) throw new RangeError(`no questionnaire ${code} ${version} of campaign ${id}`);
  const populations = populationsOf(campaign);
  const strata = new Set([...populations.keys(), ...interviews.map(({ stratum }) => stratum)]);
  return { title, questionnaire, interviews, populations, names: namesIn(strata, campaign, catalogue) };
}

function namesIn(strata: Iterable<string>, { period }: Campaign, catalogue: Catalogue): CodedNames {
  const names = { agencies: new Map(), procedures: new Map() };
  for (const stratum of strata) {
    const { agency: agencyCode, procedure: procedureCode } = stratumOf(stratum);
    const agency = catalogue.agencies.get(agencyCode);
    const procedure = catalogue.procedures.get(procedureCode);
    if (agency)
      names.agencies.set(agencyCode, { vi: nameOn(agency, period.to, 'vi'), en: nameOn(agency, period.to, 'en') });
    if (procedure) names.procedures.set(procedureCode, procedure.names);
  }
  return names;
}
