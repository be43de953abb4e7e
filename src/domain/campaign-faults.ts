import { type Campaign, modes, resultKinds } from './campaign.ts';
import type { Catalogue } from './catalogue.ts';
import { isCityDay, type Period } from './city-day.ts';
import type { Fault } from './errors.ts';
import { questionnaireOf } from './questionnaires.ts';

export const longestTitle = 200;
/** What a campaign's figures may be, both ends included; shares are 0 to 1. */
export const campaignLimits = {
  margin: { least: 0.005, most: 0.5 },
  each: { least: 1, most: 100_000 },
  oversampling: { least: 1, most: 5 },
  attempts: { least: 1, most: 50 },
  leaseMinutes: { least: 5, most: 240 },
  share: { least: 0, most: 1 },
  linkDays: { least: 0, most: 365 },
} as const;

type Limits = { readonly least: number; readonly most: number };

const within = (value: number, { least, most }: Limits): boolean => value >= least && value <= most;
const isWhole = (value: number, limits: Limits): boolean => Number.isInteger(value) && within(value, limits);
const isTime = (text: string): boolean => /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text);

/** What is decided about a campaign before it begins. */
export type CampaignPlan = Omit<
  Campaign,
  'id' | 'team' | 'draws' | 'state' | 'createdAt' | 'closedAt' | 'unlinkedAt' | 'owes' | 'revision' | 'events'
>;

/** What keeps a campaign from being saved. Pointers are those of `CampaignInput`. */
export function campaignFaults(
  input: Omit<Campaign, 'id' | 'team' | 'draws' | 'state' | 'createdAt' | 'revision' | 'events' | 'owes'>,
  { agencies, procedures }: Pick<Catalogue, 'agencies' | 'procedures'>,
): Fault[] {
  const faults: Fault[] = [];
  const wrong = (pointer: string, code: string, params: Fault['params'] = {}) => faults.push({ pointer, code, params });
  const { questionnaire, period, population, sizing, calling } = input;
  const count = (pointer: string, value: number, limits: Limits) => {
    if (!isWhole(value, limits)) wrong(pointer, 'campaign:fault-whole', { ...limits });
  };
  const share = (pointer: string, value: number, { least, most }: Limits) => {
    if (!within(value, { least, most }))
      wrong(pointer, 'campaign:fault-percent', { least: least * 100, most: most * 100 });
  };
  const days = (pointer: string, { from, to }: Period) => {
    if (!isCityDay(from)) wrong(`${pointer}/from`, 'day-form');
    if (!isCityDay(to)) wrong(`${pointer}/to`, 'day-form');
    else if (isCityDay(from) && to < from) wrong(`${pointer}/to`, 'campaign:fault-period');
  };

  if (input.title.trim() === '') wrong('/title', 'campaign:fault-title');
  else if (input.title.length > longestTitle) wrong('/title', 'too-long', { limit: longestTitle });
  if (!questionnaireOf(questionnaire.code, questionnaire.version))
    wrong('/questionnaire', 'campaign:fault-questionnaire', { ...questionnaire });
  if (input.modes.length === 0 || input.modes.some((mode) => !modes.includes(mode)))
    wrong('/modes', 'campaign:fault-modes');
  days('/period', period);
  days('/population', population);
  if (isCityDay(population.from) && isCityDay(period.to) && population.from > period.to)
    wrong('/population/from', 'campaign:fault-population-later');
  const { agency, procedure } = population;
  if (agency !== undefined && !agencies.has(agency)) wrong('/population/agency', 'agency-unknown', { agency });
  if (procedure !== undefined && !procedures.has(procedure))
    wrong('/population/procedure', 'procedure-unknown', { procedure });
  if (!resultKinds.includes(population.results)) wrong('/population/results', 'campaign:fault-results');
  if (sizing.kind === 'formula') share('/sizing/margin', sizing.margin, campaignLimits.margin);
  else count('/sizing/each', sizing.each, campaignLimits.each);
  if (!within(input.oversampling, campaignLimits.oversampling))
    wrong('/oversampling', 'campaign:fault-between', campaignLimits.oversampling);
  if (calling.weekdays.length === 0 || calling.weekdays.some((weekday) => !isWhole(weekday, { least: 0, most: 6 })))
    wrong('/calling/weekdays', 'campaign:fault-weekdays');
  if (!isTime(calling.from)) wrong('/calling/from', 'campaign:fault-time');
  if (!isTime(calling.to)) wrong('/calling/to', 'campaign:fault-time');
  else if (isTime(calling.from) && calling.to <= calling.from) wrong('/calling/to', 'campaign:fault-hours');
  count('/calling/attempts', calling.attempts, campaignLimits.attempts);
  count('/calling/attemptsPerDay', calling.attemptsPerDay, { least: 1, most: Math.max(1, calling.attempts) || 1 });
  count('/calling/leaseMinutes', calling.leaseMinutes, campaignLimits.leaseMinutes);
  if (!Number.isInteger(input.consent) || input.consent < 1) wrong('/consent', 'campaign:fault-consent');
  share('/backChecks', input.backChecks, campaignLimits.share);
  share('/doubleEntry', input.doubleEntry, campaignLimits.share);
  count('/linkDays', input.linkDays, campaignLimits.linkDays);
  return faults;
}
