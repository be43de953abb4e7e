import type { CampaignInput } from '../actions/campaigns.ts';
import type { CampaignNames } from './campaign-form.ts';
import type { Named } from './named-choice.ts';

export const offered = ({ code, names: [name] }: Named): string => `${name} (${code})`;

const inPercent = (value: number): number => Number((value * 100).toFixed(4));

/** What the form shows for a campaign before anything was typed. */
export function valuesOf(input: CampaignInput, { units, procedures }: CampaignNames): Record<string, unknown> {
  const { questionnaire, period, population, sizing, calling } = input;
  const named = (among: readonly Named[], code: string | undefined): string => {
    const one = among.find((each) => each.code === code);
    return one ? offered(one) : (code ?? '');
  };
  return {
    title: input.title,
    questionnaire: `${questionnaire.code}@${questionnaire.version}`,
    modes: [...input.modes],
    'period-from': period.from,
    'period-to': period.to,
    'population-from': population.from,
    'population-to': population.to,
    'population-agency': named(units, population.agency),
    'population-procedure': named(procedures, population.procedure),
    'population-results': population.results,
    'sizing-kind': sizing.kind === 'quota' ? 'quota' : sizing.within,
    'sizing-margin': sizing.kind === 'formula' ? String(inPercent(sizing.margin)) : '5',
    'sizing-each': sizing.kind === 'quota' ? String(sizing.each) : '',
    oversampling: String(input.oversampling),
    'calling-weekdays': calling.weekdays.map(String),
    'calling-from': calling.from,
    'calling-to': calling.to,
    ...(calling.onHolidays ? { 'calling-onHolidays': 'yes' } : {}),
    'calling-attempts': String(calling.attempts),
    'calling-attemptsPerDay': String(calling.attemptsPerDay),
    'calling-leaseMinutes': String(calling.leaseMinutes),
    consent: String(input.consent),
    backChecks: String(inPercent(input.backChecks)),
    doubleEntry: String(inPercent(input.doubleEntry)),
    linkDays: String(input.linkDays),
  };
}
