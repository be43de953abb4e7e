import { type Mode, modes } from './campaign.ts';
import { fewest } from './figure-sight.ts';
import type { IndexMethodCode } from './index-method.ts';
import { levels } from './questionnaire.ts';
import { questionnaireOf } from './questionnaires.ts';
import { type DefinitionCode, definitions, type Satisfaction, satisfaction } from './satisfaction.ts';
import { type SipasIndex, sipasIndex } from './sipas-index.ts';
import { answersByStratum, type SurveyAnswer } from './survey-answer.ts';
import { type WeightedRate, type Weighting, weightedRate, weighting, weightsOf } from './survey-weights.ts';
import type { LevelCounts } from './tally.ts';

/** What the results of a campaign are computed by. */
export interface ResultsQuery {
  /** Dossiers of the population by stratum. */
  readonly populations: ReadonlyMap<string, number>;
  /** A share; a mean is not compared with targets. */
  readonly definition: Exclude<DefinitionCode, 'MEAN'>;
  readonly method: IndexMethodCode;
  /** 0 to 1. */
  readonly target?: number;
}

/** What some answers say, as they are and weighted to the population. */
export interface SurveyFigures {
  /** Unweighted, with what was excluded beside it. */
  readonly figure: Satisfaction;
  /** Its verdict follows the effective sample size. */
  readonly weighted: WeightedRate;
  readonly weighting: Weighting;
  /** One for each version of a questionnaire that was answered, never added. */
  readonly indices: readonly SipasIndex[];
}

export interface StratumResult {
  readonly stratum: string;
  readonly population?: number;
  readonly figure: Satisfaction;
  /** Not for the public: so few answers that they tell who gave them, or that would give away the others withheld. */
  readonly withheld: boolean;
}

/** People answer differently to a voice and to paper, so the modes come first and all of them blended second. */
export interface SurveyResults {
  readonly byMode: readonly (SurveyFigures & { readonly mode: Mode })[];
  readonly blended: SurveyFigures;
  /** Every stratum with a population or an answer, in order of their keys. */
  readonly byStratum: readonly StratumResult[];
}

/** The results of a campaign. Throws a RangeError for an answer to a questionnaire that does not exist. */
export function surveyResults(answers: readonly SurveyAnswer[], query: ResultsQuery): SurveyResults {
  const byMode = grouped(answers, ({ mode }) => mode);
  return {
    byMode: modes.flatMap((mode) => {
      const ofMode = byMode.get(mode);
      return ofMode ? [{ mode, ...figuresOf(ofMode, query) }] : [];
    }),
    blended: figuresOf(answers, query),
    byStratum: strataOf(answers, query),
  };
}

function figuresOf(answers: readonly SurveyAnswer[], query: ResultsQuery): SurveyFigures {
  const weights = weighting(query.populations, answersByStratum(answers));
  const satisfied = answersByStratum(answers.filter(({ score }) => score >= lowestSatisfied[query.definition]));
  return {
    figure: figureOf(answers, query),
    weighted: weightedRate(weights, satisfied, query.target),
    weighting: weights,
    indices: indicesOf(answers, query.method, weightsOf(weights)),
  };
}

const lowestSatisfied = { TOP2: 4, NOT_DISSATISFIED: 3 } as const;

function figureOf(answers: readonly SurveyAnswer[], { definition, target }: ResultsQuery): Satisfaction {
  const valid = answers.filter(({ status }) => status === 'valid');
  const counts = levels.map((level) => valid.filter(({ score }) => score === level).length);
  const excluded = answers.length - valid.length;
  return satisfaction(definitions[definition], counts as unknown as LevelCounts, excluded, target);
}

function indicesOf(
  answers: readonly SurveyAnswer[],
  method: IndexMethodCode,
  weights: ReadonlyMap<string, number>,
): SipasIndex[] {
  const versions = grouped(answers, ({ questionnaire: { code, version } }) => `${code} ${version}`);
  return [...versions].sort().map(([name, ofVersion]) => {
    const { code = '', version = 0 } = ofVersion[0]?.questionnaire ?? {};
    const questionnaire = questionnaireOf(code, version);
    if (!questionnaire) throw new RangeError(`no questionnaire ${name}`);
    return sipasIndex(questionnaire, method, ofVersion, weights);
  });
}

function strataOf(answers: readonly SurveyAnswer[], query: ResultsQuery): StratumResult[] {
  const byStratum = grouped(answers, ({ stratum }) => stratum);
  const keys = [...new Set([...query.populations.keys(), ...byStratum.keys()])].sort();
  const results = keys.map((stratum) => {
    const population = query.populations.get(stratum);
    const figure = figureOf(byStratum.get(stratum) ?? [], query);
    return { stratum, ...(population === undefined ? {} : { population }), figure };
  });
  const withheld = withheldStrata(results);
  return results.map((result) => ({ ...result, withheld: withheld.has(result.stratum) }));
}

/** Those with too few answers, and the smallest of the others until those withheld hold enough together. */
function withheldStrata(results: readonly Omit<StratumResult, 'withheld'>[]): Set<string> {
  const withheld = new Set<string>();
  let together = 0;
  for (const { stratum, figure } of results.filter((one) => one.figure.n > 0).sort((a, b) => a.figure.n - b.figure.n)) {
    if (figure.n >= fewest && (together === 0 || together >= fewest)) break;
    withheld.add(stratum);
    together += figure.n;
  }
  return withheld;
}

function grouped<T, K>(all: readonly T[], keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
