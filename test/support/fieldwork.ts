import type { CampaignInput } from '../../src/actions/campaigns.ts';
import type { Account } from '../../src/domain/account.ts';
import type { Campaign, Supervisor, TeamMember } from '../../src/domain/campaign.ts';
import type { FrameEntry } from '../../src/domain/frame-entry.ts';
import type { ItemAnswer } from '../../src/domain/questionnaire.ts';
import { questionnaireOf } from '../../src/domain/questionnaires.ts';
import { overallItem } from '../../src/domain/survey-case.ts';
import type { World } from './world.ts';

export const supervisor: Supervisor = { id: 'supervisor', name: 'Giám sát' };

/** Somebody who interviews, without an account that can sign in. */
export const interviewerCalled = (name: string): Account => ({
  id: name,
  email: `${name}@example.org`,
  name,
  role: 'interviewer',
  language: 'vi',
  epoch: 1,
});

export const memberOf = ({ id, name = id }: Account, languages: TeamMember['languages'] = ['vi']): TeamMember => ({
  account: id,
  name,
  languages,
});

/** A campaign about October 2026, with a quota of 25 in each stratum, called from eight to eight on any day. */
export const campaignInput = (changes: Partial<CampaignInput> = {}): CampaignInput => ({
  title: 'Khảo sát tháng 10',
  questionnaire: { code: 'SIPAS-SERVICE', version: 2022 },
  modes: ['phone', 'face_to_face', 'post'],
  period: { from: '2026-11-01', to: '2026-12-31' },
  population: { from: '2026-10-01', to: '2026-10-31', results: 'all' },
  sizing: { kind: 'quota', each: 25 },
  oversampling: 5,
  calling: {
    ...{ weekdays: [0, 1, 2, 3, 4, 5, 6], from: '08:00', to: '20:00', onHolidays: true },
    ...{ attempts: 4, attemptsPerDay: 2, leaseMinutes: 15 },
  },
  consent: 1,
  backChecks: 0.1,
  doubleEntry: 1,
  linkDays: 30,
  ...changes,
});

/** Applicants of a ward, each with a number of her own that nobody has. */
export const frame = (size: number, changes: Partial<FrameEntry> = {}): FrameEntry[] =>
  Array.from({ length: size }, (_, index) => ({
    key: `HS-${changes.procedure ?? ''}-${String(index).padStart(6, '0')}`,
    agency: 'H79-N26740',
    procedure: '1.001193',
    result: 'granted',
    finishedOn: '2026-10-15',
    name: `Người nộp ${index}`,
    phone: `0500${String((changes.procedure ? 500_000 : 0) + index).padStart(6, '0')}`,
    address: `Số ${index}`,
    ...changes,
  }));

export const lines = (entries: readonly FrameEntry[]) => entries.map((record, index) => ({ line: index + 2, record }));

interface Wishes {
  readonly input?: Partial<CampaignInput>;
  readonly entries?: readonly FrameEntry[];
  readonly team: readonly TeamMember[];
}

/** A campaign with its frame drawn, open to its team. */
export async function openCampaign(
  { system }: World,
  { input, entries = frame(200), team }: Wishes,
): Promise<Campaign> {
  const { campaigns } = system.actions;
  const { id } = await campaigns.create(campaignInput(input), supervisor);
  await campaigns.takeFrame(id, lines(entries));
  const { revision } = await campaigns.draw(id, { seed: 'a seed' }, supervisor);
  const staffed = await campaigns.setTeam(id, team, supervisor, revision);
  return campaigns.open(id, supervisor, staffed.revision);
}

const items = questionnaireOf('SIPAS-SERVICE', 2022)?.items ?? [];

/** Every item with the same answer, and the overall question. */
export const allAnswers = (value: ItemAnswer = 4, overall: ItemAnswer = value): Record<string, ItemAnswer> => ({
  ...Object.fromEntries(items.map(({ code }) => [code, value])),
  [overallItem]: overall,
});
