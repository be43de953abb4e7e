import { type Campaign, modes, resultKinds } from '../domain/campaign.ts';
import { campaignLimits, longestTitle } from '../domain/campaign-faults.ts';
import { consentScripts } from '../domain/consent-script.ts';
import type { Fault } from '../domain/errors.ts';
import { questionnaires } from '../domain/questionnaires.ts';
import { sampleSize } from '../domain/sample-size.ts';
import { type CampaignNames, sizingKinds } from './campaign-form.ts';
import { offered } from './campaign-form-values.ts';
import type { CampaignWords } from './campaign-shell.ts';
import { proceduresNamed, ratedUnitsOn, unitsOn } from './named-choice.ts';

/** Monday first, as weeks are counted in the city; 0 is Sunday. */
export const weekdays = [1, 2, 3, 4, 5, 6, 0] as const;

/** What stands fast once cases were drawn: whoever is asked later must be asked the same, and chosen alike. */
export const fixedFields: ReadonlySet<string> = new Set([
  ...['questionnaire', 'modes', 'period-from', 'population-from', 'population-to', 'population-agency', 'consent'],
  ...['population-procedure', 'population-results', 'sizing-kind', 'sizing-margin', 'sizing-each', 'oversampling'],
]);

export const isFixed = (campaign: Campaign | undefined): campaign is Campaign =>
  campaign !== undefined && (campaign.state !== 'draft' || campaign.draws.length > 0);

export const campaignNames = ({ catalogue, today, language }: CampaignWords): CampaignNames => ({
  units: unitsOn(catalogue, today, language),
  procedures: proceduresNamed(catalogue, language),
});

/** What the form offers, with what is chosen. */
export function formView(
  values: Readonly<Record<string, unknown>>,
  campaign: Campaign | undefined,
  words: CampaignWords,
) {
  const { t, language, catalogue, today } = words;
  const among = <T extends string | number>(field: string, list: readonly T[], key: string) => {
    const chosen = [values[field] ?? []].flat().map(String);
    return list.map((code) => ({ code, words: t(`campaign:${key}-${code}`), chosen: chosen.includes(String(code)) }));
  };
  return {
    fixed: isFixed(campaign),
    closed: campaign?.state === 'closed',
    isNew: campaign === undefined,
    limits: { ...campaignLimits, title: longestTitle },
    questionnaires: questionnaires.map(({ code, version, title }) => ({
      code: `${code}@${version}`,
      words: t('campaign:questionnaire-version', { title: title[language], version }),
      chosen: values['questionnaire'] === `${code}@${version}`,
    })),
    modes: among('modes', modes, 'mode'),
    results: among('population-results', resultKinds, 'results'),
    sizings: among('sizing-kind', sizingKinds, 'sizing'),
    weekdays: among('calling-weekdays', weekdays, 'weekday'),
    consents: consentScripts.map(({ version }) => ({
      code: version,
      words: t('campaign:consent-version', { version }),
      chosen: values['consent'] === String(version),
    })),
    units: ratedUnitsOn(catalogue, today, language).map(offered),
    procedures: proceduresNamed(catalogue, language).map(offered),
  };
}

/** How many interviews the formula asks for of a population that was typed to try it. */
export function preview(typed: Readonly<Record<string, unknown>>): {
  readonly faults: readonly Fault[];
  readonly preview?: { readonly population: number; readonly margin: number; readonly n: number };
} {
  const population = Number(String(typed['sizing-population'] ?? '').replace(/[.\s]/g, ''));
  const margin = Number(String(typed['sizing-margin'] ?? '').replace(',', '.')) / 100;
  const { least, most } = campaignLimits.margin;
  const faults: Fault[] = [];
  if (!Number.isSafeInteger(population) || population < 1)
    faults.push({ pointer: '/sizing-population', code: 'type-int' });
  if (!(margin >= least && margin <= most))
    faults.push({
      pointer: '/sizing-margin',
      code: 'campaign:fault-percent',
      params: { least: least * 100, most: most * 100 },
    });
  return faults.length > 0
    ? { faults }
    : { faults, preview: { population, margin, n: sampleSize(population, margin) } };
}
