import type { Campaign, Sizing } from '../domain/campaign.ts';
import {
  type CaseCount,
  casesByOutcome,
  casesByState,
  progressOf,
  type QuotaFill,
  type StratumProgress,
  strataProgress,
  triedDispositions,
} from '../domain/fieldwork.ts';
import { questionnaireOf } from '../domain/questionnaires.ts';
import { eligibleShare, responseRates } from '../domain/response-rates.ts';
import { weekdays } from './campaign-form-view.ts';
import { agencyNamed, type CampaignWords, procedureNamed, room } from './campaign-shell.ts';
import { barOf, strataRows } from './campaign-strata.ts';
import { day, number, percent } from './figures.ts';
import { linked } from './views.ts';

const strataShown = 30;

/** A campaign as its page shows it. */
export function campaignView(
  campaign: Campaign,
  counts: readonly CaseCount[],
  quotas: readonly QuotaFill[],
  words: CampaignWords,
  all: boolean,
) {
  const { t, language } = words;
  const strata = strataProgress(campaign.draws, counts, quotas);
  const progress = progressOf(strata);
  const rows = strataRows(strata, words);
  return {
    facts: factsOf(campaign, words),
    isDraft: campaign.state === 'draft',
    hasCases: progress.population > 0,
    allShown: all,
    steps: stepsOf(campaign, progress, words),
    progress: { ...progress, bar: barOf(progress) },
    strata: all ? rows : rows.slice(0, strataShown),
    strataCount: rows.length,
    allHref:
      !all && rows.length > strataShown ? linked(`${room}/${campaign.id}`, language, { strata: 'all' }) : undefined,
    ...ratesOf(counts, words),
    byState: casesByState(counts).map(({ state, n }) => ({ words: t(`campaign:case-${state}`), n, state })),
    byOutcome: casesByOutcome(counts).map(({ outcome, n }) => ({ words: t(`outcome:outcome-${outcome}`), n, outcome })),
    draws: campaign.draws.map(({ seed, at, by, strata: drawn }) => ({
      ...{ seed, at, by },
      n: drawn.reduce((sum, one) => sum + one.drawn, 0),
    })),
    events: campaign.events.toReversed().map((event) => ({ ...event, words: t(`campaign:event-${event.kind}`) })),
  };
}

/** The steps of a campaign's life in their order; the first that is not done yet is next, the end only in its time. */
function stepsOf(
  { id, state, draws, team, period }: Campaign,
  { population, wanted, completed }: Pick<StratumProgress, 'population' | 'wanted' | 'completed'>,
  { t, today }: CampaignWords,
) {
  const over = state === 'closed';
  const isTime = today > period.to || completed >= wanted;
  const steps = [
    { step: 'frame', done: population > 0, href: `${room}/${id}/frame`, can: draws.length === 0 && !over },
    { step: 'draws', done: draws.length > 0, href: `${room}/${id}/draws`, can: population > 0 && !over },
    { step: 'team', done: team.length > 0, href: `${room}/${id}/team`, can: !over },
    { step: 'opening', done: state !== 'draft', can: state === 'draft' && draws.length > 0 },
    { step: 'closing', done: over, href: `${room}/${id}/closing`, can: state === 'open' },
  ];
  const first = steps.find(({ done }) => !done)?.step;
  const next = first === 'closing' && !isTime ? undefined : first;
  return steps.map((one) => ({
    ...one,
    next: one.step === next,
    // The end is nothing to be hurried to.
    urgent: one.step === next && one.step !== 'closing',
    deed: one.done ? `${one.step}-again` : one.step,
    words: t(`campaign:step-${one.step}`),
    about: t(`campaign:step-${one.step}-about`),
  }));
}

const sizingWords = (sizing: Sizing, { t, language }: CampaignWords): string =>
  sizing.kind === 'quota'
    ? t('campaign:sized-quota', { each: number(sizing.each, language) })
    : t(`campaign:sized-${sizing.within}`, { margin: percent(sizing.margin, language, 1) });

function factsOf(campaign: Campaign, words: CampaignWords) {
  const { t, language } = words;
  const { questionnaire, period, population, calling } = campaign;
  const form = questionnaireOf(questionnaire.code, questionnaire.version);
  const share = (value: number): string => percent(value, language, 0);
  const whom = [
    t('campaign:finished', { from: day(population.from), to: day(population.to) }),
    population.agency && agencyNamed(population.agency, words),
    population.procedure && procedureNamed(population.procedure, words),
    t(`campaign:results-${population.results}`),
  ].filter(Boolean);
  const days = weekdays.filter((weekday) => calling.weekdays.includes(weekday));
  const facts = {
    questionnaire: t('campaign:questionnaire-version', {
      title: form?.title[language] ?? questionnaire.code,
      version: questionnaire.version,
    }),
    modes: campaign.modes.map((mode) => t(`campaign:mode-${mode}`)).join(', '),
    period: `${day(period.from)}–${day(period.to)}`,
    population: whom.join('; '),
    sizing: sizingWords(campaign.sizing, words),
    oversampling: number(campaign.oversampling, language),
    calling: t('campaign:calling-words', {
      days: days.map((weekday) => t(`campaign:weekday-short-${weekday}`)).join(', '),
      from: calling.from,
      to: calling.to,
      holidays: t(`campaign:holidays-${calling.onHolidays ? 'yes' : 'no'}`),
    }),
    attempts: t('campaign:attempts-words', { all: calling.attempts, day: calling.attemptsPerDay }),
    consent: t('campaign:consent-version', { version: campaign.consent }),
    'back-checks': share(campaign.backChecks),
    'double-entry': share(campaign.doubleEntry),
    'link-days': t('campaign:days', { count: campaign.linkDays }),
  };
  return Object.entries(facts).map(([fact, value]) => ({ label: t(`campaign:${fact}`), value }));
}

/** AAPOR's rates so far, each with what it is made of. */
export function ratesOf(counts: readonly CaseCount[], { t, language }: CampaignWords) {
  const dispositions = triedDispositions(counts);
  const { pending, ...letters } = dispositions;
  const e = eligibleShare(dispositions);
  const written = (n: number): string => number(n, language, Number.isInteger(n) ? undefined : 2);
  const headlines = ['RR2', 'COOP2', 'REF1', 'CON1'];
  const rates = responseRates(dispositions).map(({ code, numerator, denominator, rate }) => ({
    code,
    words: t(`outcome:rate-${code}`),
    about: t(`outcome:rate-${code}-text`),
    fraction: `${written(numerator)} / ${written(denominator)}`,
    rate: rate === undefined ? t('campaign:no-rate') : percent(rate, language),
  }));
  return {
    tried: Object.values(letters).reduce((sum, n) => sum + n, 0),
    pending,
    excluded: counts.reduce((sum, { excluded, n }) => sum + (excluded ? n : 0), 0),
    e: e === undefined ? undefined : percent(e, language),
    letters: Object.entries(letters).map(([letter, n]) => ({ letter, words: t(`campaign:letter-${letter}`), n })),
    headlines: rates
      .filter(({ code }) => headlines.includes(code))
      .map((rate) => ({ ...rate, words: t(`campaign:headline-${rate.code}`) })),
    rates,
  };
}
