import { published } from '../domain/published.ts';
import { levels } from '../domain/questionnaire.ts';
import { currentRating } from '../domain/questionnaires.ts';
import { definitions, type Satisfaction } from '../domain/satisfaction.ts';
import type { CampaignWords } from './campaign-shell.ts';
import { ratesOf } from './campaign-view.ts';
import { levelBar } from './charts/level-bar.ts';
import { percent } from './figures.ts';
import { funnelView } from './result-funnel-view.ts';
import { indexViews, withoutItems } from './result-index-view.ts';
import type { ResultChoice } from './result-query.ts';
import { coverageView, rateRows } from './result-rate-view.ts';
import type { CampaignReading } from './result-reading.ts';
import { strataOf, strataRows } from './result-strata.ts';
import { figureWords } from './satisfaction-words.ts';

const strataShown = 30;

/** The results of a campaign as their page shows them; `open` shows small cells too. */
export function resultView(reading: CampaignReading, choice: ResultChoice, open: boolean, words: CampaignWords) {
  const { t, language } = words;
  const { results, target, answers, cases, counts, population, progress } = reading;
  const figures = figureWords(t, language, choice.definition);
  const { name, text, code, version } = definitions[choice.definition];
  const strata = strataOf(results, progress, open, words);
  const { figure, weighted } = results.blended;
  const funnel = funnelView(population, cases, answers, words);
  const response = ratesOf(counts, words);
  const rates = rateRows(results, words, figures);
  const isWeighted = weighted.rate !== undefined;
  return {
    summary: {
      isWeighted,
      rate: isWeighted ? rates.at(-1)?.weighted : rates.at(-1)?.plain,
      answered: funnel.steps.find(({ step }) => step === 'answered'),
      response: response.headlines[0],
    },
    funnel,
    response,
    answered: figure.n + figure.excluded > 0,
    definition: { name: name[language], text: text[language], code, version },
    target: target === undefined ? undefined : figures.target(target),
    rates,
    levels: levelsView(figure, words),
    coverage: coverageView(results, words),
    indices: indexViews(results, words),
    withoutItems: withoutItems(results),
    strata: strataRows(choice.all ? strata : strata.slice(0, strataShown), words, figures),
    strataCount: strata.length,
    strataMore: !choice.all && strata.length > strataShown,
    withheld: strata.some((one) => one.withheld),
  };
}

/** Which level was chosen how often, the best first, as the dashboard shows it; nothing without answers. */
function levelsView(figure: Satisfaction, { language }: CampaignWords) {
  if (figure.n === 0) return undefined;
  return {
    bar: levelBar(published(figure)),
    scale: levels.toReversed().map((level) => ({
      level,
      name: currentRating.scale[level][language],
      count: figure.levels[level - 1],
      share: percent((figure.levels[level - 1] ?? 0) / figure.n, language),
    })),
  };
}
