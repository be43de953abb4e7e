import { indexMethods } from '../domain/index-method.ts';
import { rounded } from '../domain/published.ts';
import type { Questionnaire } from '../domain/questionnaire.ts';
import { questionnaireOf } from '../domain/questionnaires.ts';
import type { IndexFigure, SipasIndex } from '../domain/sipas-index.ts';
import type { SurveyResults } from '../domain/survey-results.ts';
import type { CampaignWords } from './campaign-shell.ts';
import { number, percent } from './figures.ts';

const apartKinds = ['no_experience', 'dont_know', 'refused', 'unanswered'] as const;

/** The indices of every version that was answered and has items, by mode beside one another. */
export const indexViews = (results: SurveyResults, words: CampaignWords) =>
  results.blended.indices.flatMap((index) => {
    const { code, version } = index.questionnaire;
    const form = questionnaireOf(code, version);
    return form && form.items.length > 0 ? [indexView(form, index, results, words)] : [];
  });

/** Valid answers to versions that ask the overall question alone. */
export const withoutItems = ({ blended }: SurveyResults): number =>
  blended.indices
    .filter(({ questionnaire: { code, version } }) => questionnaireOf(code, version)?.items.length === 0)
    .reduce((sum, { people }) => sum + people, 0);

function indexView(form: Questionnaire, blended: SipasIndex, { byMode }: SurveyResults, words: CampaignWords) {
  const { t, language } = words;
  const { code, version } = form;
  const modes = byMode.flatMap(({ mode, indices }) => {
    const index = indices.find(({ questionnaire: its }) => its.code === code && its.version === version);
    return index ? [{ name: t(`campaign:mode-${mode}`), index }] : [];
  });
  const value = (index: number | undefined): string =>
    index === undefined ? t('campaign:no-rate') : number(rounded(index), language, 2);
  const count = (n: number): string => number(n, language);
  const share = (of: number | undefined): string =>
    of === undefined ? t('campaign:no-rate') : percent(rounded(of), language);
  /** One row: the figure that `pick` finds, in each mode and blended. */
  const row = (name: string, pick: (index: SipasIndex) => IndexFigure | undefined) => {
    const all = pick(blended);
    return {
      name,
      cells: [
        ...modes.map(({ name: column, index }) => ({
          column,
          main: value(pick(index)?.index),
          n: pick(index)?.n ?? 0,
        })),
        { column: t('results:blended'), main: value(all?.index), n: all?.n ?? 0 },
      ].map((cell) => ({ ...cell, n: count(cell.n) })),
      weighted: value(all?.weighted),
      bar: { done: Math.round((all?.weighted ?? all?.index ?? 0) * 10), reserved: 0 },
      apart: apartKinds.map((kind) => ({ column: t(`results:apart-${kind}`), n: count(all?.apart[kind] ?? 0) })),
    };
  };
  const of = <T extends { readonly code: string }>(list: readonly T[], its: string): T | undefined =>
    list.find((one) => one.code === its);
  const { generalRate, fullySatisfied, people, excluded } = blended;
  const method = indexMethods[blended.method];
  return {
    title: form.title[language],
    version,
    method: {
      name: method.name[language],
      words: t('results:index-method', { method: method.code, version: method.version }),
      text: method.text[language],
    },
    people: count(people),
    excluded: count(excluded),
    columns: [...modes.map(({ name }) => name), t('results:blended')],
    rows: [
      { ...row(t('results:index-overall'), ({ overall }) => overall), together: true },
      ...form.factors.map(({ code: its, texts }) => row(texts[language], ({ factors }) => of(factors, its))),
    ],
    items: form.items.map(({ code: its, texts }) => row(texts[language], ({ items }) => of(items, its))),
    apartColumns: apartKinds.map((kind) => t(`results:apart-${kind}`)),
    generalRate: {
      rate: share(generalRate.rate),
      words: t('results:general-rate-text', {
        satisfied: count(generalRate.satisfied),
        n: count(generalRate.n),
      }),
    },
    fullySatisfied: {
      rate: share(fullySatisfied.rate),
      words: t('results:fully-satisfied-text', {
        satisfied: count(fullySatisfied.satisfied),
        n: count(fullySatisfied.n),
      }),
      interval:
        fullySatisfied.interval &&
        t('satisfaction:between', {
          low: percent(fullySatisfied.interval.low, language, 1).replace(/\s*%$/u, ''),
          high: percent(fullySatisfied.interval.high, language, 1),
        }),
    },
  };
}
