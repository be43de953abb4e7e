import { stringify } from 'csv-stringify/sync';
import { stratumOf } from '../domain/campaign.ts';
import type { StratumProgress } from '../domain/fieldwork.ts';
import { published } from '../domain/published.ts';
import { definitions } from '../domain/satisfaction.ts';
import type { ResultsQuery, SurveyResults } from '../domain/survey-results.ts';
import { weightsOf } from '../domain/survey-weights.ts';
import { type CampaignWords, stratumNames } from './campaign-shell.ts';
import { shareSpan } from './charts/span.ts';
import { whisker } from './charts/whisker.ts';
import { number } from './figures.ts';
import type { FigureWords } from './satisfaction-words.ts';

/**
 * The strata with what was wanted of them and what came. `open` for the supervisor, who knows every case anyway: to
 * others small cells are withheld.
 */
export function strataOf(
  { byStratum, blended }: SurveyResults,
  progress: readonly StratumProgress[],
  open: boolean,
  words: CampaignWords,
) {
  const wanted = new Map(progress.map((one) => [one.stratum, one.wanted]));
  const weights = weightsOf(blended.weighting);
  return byStratum
    .map(({ stratum, population, figure, withheld }) => ({
      ...stratumNames(stratum, words),
      stratum,
      population,
      wanted: wanted.get(stratum) ?? 0,
      weight: weights.get(stratum),
      withheld: withheld && !open,
      figure: published(figure),
    }))
    .sort(
      (a, b) =>
        a.agency.localeCompare(b.agency, words.language) || a.procedure.localeCompare(b.procedure, words.language),
    );
}

type StratumShown = ReturnType<typeof strataOf>[number];

/** Rows for the page, on one scale. */
export function strataRows(strata: readonly StratumShown[], { t, language }: CampaignWords, figures: FigureWords) {
  const span = shareSpan(strata.filter(({ withheld }) => !withheld).map(({ figure }) => figure));
  const none = t('campaign:no-rate');
  return strata.map(({ agency, procedure, population, wanted, weight, withheld, figure }) => ({
    agency,
    procedure: procedure || t('satisfaction:no-procedure'),
    population: population === undefined ? none : number(population, language),
    wanted: number(wanted, language),
    withheld,
    n: number(figure.n, language),
    excluded: figure.excluded,
    weight: weight === undefined ? none : number(weight, language, 3),
    value: figure.rate === null ? none : figures.value(figure.rate),
    interval: figures.interval(figure),
    whisker: whisker(figure, span),
  }));
}

/** The strata as CSV with a byte order mark; withheld cells are empty but for what the draw says. */
export function strataCsv(strata: readonly StratumShown[], definition: ResultsQuery['definition']): string {
  const rows = strata.map(({ stratum, agency, procedure, population, wanted, weight, withheld, figure }) => {
    const { n, excluded, satisfied, rate, interval } = figure;
    const { agency: agencyCode, procedure: procedureCode } = stratumOf(stratum);
    return {
      ...{ agency: agencyCode, agency_name: agency, procedure: procedureCode, procedure_name: procedure },
      ...{ population, wanted, withheld: withheld ? 1 : 0 },
      definition,
      definition_version: definitions[definition].version,
      ...(withheld ? {} : { answers: n, excluded, satisfied, weight }),
      ...(withheld ? {} : { rate, interval_low: interval?.low, interval_high: interval?.high }),
    };
  });
  const columns = [
    ...['agency', 'agency_name', 'procedure', 'procedure_name', 'population', 'wanted', 'answers', 'excluded'],
    ...['satisfied', 'weight', 'definition', 'definition_version', 'rate', 'interval_low', 'interval_high', 'withheld'],
  ];
  return stringify(rows, { columns, header: true, bom: true, record_delimiter: 'windows', escape_formulas: true });
}
