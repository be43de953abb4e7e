import { published } from '../domain/published.ts';
import type { SurveyFigures, SurveyResults } from '../domain/survey-results.ts';
import { type CampaignWords, stratumNames } from './campaign-shell.ts';
import { type Span, shareSpan } from './charts/span.ts';
import { whisker } from './charts/whisker.ts';
import { number, percent } from './figures.ts';
import type { FigureWords } from './satisfaction-words.ts';

/** An unweighted figure and a weighted one, in the form in which figures leave the system. */
const bothOf = ({ figure, weighted }: SurveyFigures) => {
  const { levels, excluded, satisfied, dissatisfied } = figure;
  return { plain: published(figure), weighted: published({ levels, excluded, satisfied, dissatisfied, ...weighted }) };
};

/** The rates by mode and blended, on one scale. */
export function rateRows({ byMode, blended }: SurveyResults, words: CampaignWords, figures: FigureWords) {
  const { t } = words;
  const named = [
    ...byMode.map(({ mode, ...rest }) => ({ name: t(`campaign:mode-${mode}`), together: false, ...rest })),
    { name: t('results:blended'), together: true, ...blended },
  ];
  const span = shareSpan(named.flatMap((one) => Object.values(bothOf(one))));
  return named.map(({ name, together, ...of }) => ({ name, together, ...rateView(of, words, figures, span) }));
}

function rateView(of: SurveyFigures, { t, language }: CampaignWords, figures: FigureWords, span: Span) {
  const { plain, weighted } = bothOf(of);
  const { effective, designEffect } = of.weighted;
  const rate = (shown: typeof plain) => ({
    value: shown.rate === null ? t('campaign:no-rate') : figures.value(shown.rate),
    interval: figures.interval(shown),
    whisker: whisker(shown, span),
    verdict: shown.verdict,
  });
  const none = t('campaign:no-rate');
  return {
    n: plain.n,
    excluded: plain.excluded,
    satisfied: plain.satisfied,
    plain: rate(plain),
    weighted: rate(weighted),
    effective: effective > 0 ? number(effective, language, 1) : none,
    designEffect: designEffect === undefined ? none : number(designEffect, language, 2),
  };
}

const listed = 20;

/** Whom the answers stand for, and whom not. */
export function coverageView({ blended: { weighting } }: SurveyResults, words: CampaignWords) {
  const { t, language } = words;
  const { population, covered, coverage, silent, strays } = weighting;
  const named = (stratum: string): string => {
    const { agency, procedure } = stratumNames(stratum, words);
    return `${agency}, ${procedure || t('satisfaction:no-procedure')}`;
  };
  const told = <T extends { readonly stratum: string }>(all: readonly T[], size: (one: T) => number) => ({
    strata: all.length,
    total: number(
      all.reduce((sum, one) => sum + size(one), 0),
      language,
    ),
    list: all
      .toSorted((a, b) => size(b) - size(a))
      .slice(0, listed)
      .map((one) => ({ name: named(one.stratum), n: number(size(one), language) })),
    more: all.length > listed,
  });
  return {
    words:
      coverage === undefined
        ? undefined
        : t('results:coverage', {
            covered: number(covered, language),
            population: number(population, language),
            share: percent(coverage, language),
          }),
    silent: told(silent, (one) => one.population),
    strays: told(strays, (one) => one.answers),
  };
}
