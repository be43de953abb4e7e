import { codebook } from './codebook.ts';
import { type InterviewRecord, type InterviewRow, interviewRows } from './interview-row.ts';
import type { CodedNames } from './interview-variables.ts';
import type { Questionnaire } from './questionnaire.ts';
import type { Variable } from './variable.ts';

/** The interviews of a campaign. Those that answered another version than `questionnaire` are not exported, only told. */
export interface CampaignInterviews {
  readonly title: string;
  readonly questionnaire: Questionnaire;
  readonly interviews: readonly InterviewRecord[];
  /** Dossiers of the population by stratum. */
  readonly populations: ReadonlyMap<string, number>;
  /** Names of the agencies and procedures in it. */
  readonly names: CodedNames;
}

/** The interviews with one version, as every form of export writes them. */
export interface InterviewTable {
  readonly title: string;
  readonly variables: readonly Variable[];
  readonly rows: readonly InterviewRow[];
  /** Interviews with other versions, which are not among the rows. */
  readonly otherVersions: number;
}

export function interviewTable(campaign: CampaignInterviews): InterviewTable {
  const { title, questionnaire, interviews, populations, names } = campaign;
  const { code, version } = questionnaire;
  const ofVersion = interviews.filter(({ questionnaire: its }) => its.code === code && its.version === version);
  return {
    title,
    variables: codebook(questionnaire, names),
    rows: interviewRows(questionnaire, ofVersion, populations),
    otherVersions: interviews.length - ofVersion.length,
  };
}
