import { type IndexMethodCode, pointsOf } from './index-method.ts';
import { type Item, type Level, levels, type NoLevel, type Questionnaire } from './questionnaire.ts';
import type { SurveyAnswer } from './survey-answer.ts';
import { addCounts, type LevelCounts, noCounts } from './tally.ts';
import { type Interval, wilson } from './wilson.ts';

/** The index of an item, a factor or everything. Indices are 0 to 100, absent when nobody answered on the scale. */
export interface IndexFigure {
  /** Answers on the scale, its only denominator. One person gives many, so there is no interval for several items. */
  readonly n: number;
  readonly levels: LevelCounts;
  /** What was said besides, and `unanswered`: not asked or passed over. */
  readonly apart: Readonly<Record<NoLevel | 'unanswered', number>>;
  readonly index?: number;
  /** The same with every answer counting its stratum's weight. */
  readonly weighted?: number;
}

export interface SipasIndex {
  readonly questionnaire: { readonly code: string; readonly version: number };
  readonly method: IndexMethodCode;
  /** Valid interviews, and those set aside. */
  readonly people: number;
  readonly excluded: number;
  readonly items: readonly (IndexFigure & { readonly code: string; readonly factor: string })[];
  readonly factors: readonly (IndexFigure & { readonly code: string })[];
  readonly overall: IndexFigure;
  /** "Tỷ lệ hài lòng chung": of all answers on the scale, those of level 4 and 5. Counts answers. */
  readonly generalRate: { readonly n: number; readonly satisfied: number; readonly rate?: number };
  /**
   * "Chỉ số hài lòng toàn diện": of the people with an answer on the scale, those all of whose answers on it are 4 or 5.
   * Counts people.
   */
  readonly fullySatisfied: {
    readonly n: number;
    readonly satisfied: number;
    readonly rate?: number;
    readonly interval?: Interval;
  };
}

type Counted = Pick<SurveyAnswer, 'answers' | 'status' | 'questionnaire' | 'stratum'>;

/**
 * The indices of one version of a questionnaire: of each item, of each factor pooled over the answers to its items, and
 * of everything pooled over all items; never the mean of other indices. `weights` are those of the strata. Throws a
 * RangeError for an answer to another version: versions ask different things and are not added.
 */
export function sipasIndex(
  questionnaire: Questionnaire,
  method: IndexMethodCode,
  answers: readonly Counted[],
  weights: ReadonlyMap<string, number> = new Map(),
): SipasIndex {
  const { code, version } = questionnaire;
  const stranger = answers.find(({ questionnaire: its }) => its.code !== code || its.version !== version);
  if (stranger)
    throw new RangeError(
      `an answer to ${stranger.questionnaire.code} ${stranger.questionnaire.version} among those to ${code} ${version}`,
    );
  const valid = answers.filter(({ status }) => status === 'valid');
  const counts = questionnaire.items.map((item) => counted(item, valid, pointsOf[method], weights));
  const overall = pooled(counts);
  const satisfied = overall.levels[3] + overall.levels[4];
  return {
    questionnaire: { code, version },
    method,
    people: valid.length,
    excluded: answers.length - valid.length,
    items: counts.map((one) => ({ code: one.item.code, factor: one.item.factor, ...pooled([one]) })),
    factors: questionnaire.factors.map((factor) => ({
      code: factor.code,
      ...pooled(counts.filter(({ item }) => item.factor === factor.code)),
    })),
    overall,
    generalRate: { n: overall.n, satisfied, ...(overall.n > 0 ? { rate: satisfied / overall.n } : {}) },
    fullySatisfied: fullySatisfied(questionnaire, valid),
  };
}

/** What was answered to one item, with the sums that the indices are made of. */
interface ItemCounts {
  readonly item: Item;
  readonly levels: LevelCounts;
  readonly apart: IndexFigure['apart'];
  readonly points: number;
  readonly weightedPoints: number;
  readonly weight: number;
}

function counted(
  item: Item,
  answers: readonly Counted[],
  pointsAt: (level: Level) => number,
  weights: ReadonlyMap<string, number>,
): ItemCounts {
  const onScale = new Map<Level, number>(levels.map((level) => [level, 0]));
  const apart = { no_experience: 0, dont_know: 0, refused: 0, unanswered: 0 };
  const sums = { points: 0, weightedPoints: 0, weight: 0 };
  for (const { answers: given, stratum } of answers) {
    const answer = given[item.code];
    if (typeof answer !== 'number') {
      apart[answer ?? 'unanswered'] += 1;
      continue;
    }
    const weight = weights.get(stratum) ?? 0;
    onScale.set(answer, (onScale.get(answer) ?? 0) + 1);
    sums.points += pointsAt(answer);
    sums.weightedPoints += weight * pointsAt(answer);
    sums.weight += weight;
  }
  return { item, levels: [...onScale.values()] as unknown as LevelCounts, apart, ...sums };
}

function pooled(counts: readonly ItemCounts[]): IndexFigure {
  const sum = (value: (one: ItemCounts) => number): number => counts.reduce((total, one) => total + value(one), 0);
  const levelSums = counts.map((one) => one.levels).reduce<LevelCounts>(addCounts, noCounts);
  const n = levelSums.reduce((total, count) => total + count, 0);
  const weight = sum((one) => one.weight);
  return {
    n,
    levels: levelSums,
    apart: {
      no_experience: sum(({ apart }) => apart.no_experience),
      dont_know: sum(({ apart }) => apart.dont_know),
      refused: sum(({ apart }) => apart.refused),
      unanswered: sum(({ apart }) => apart.unanswered),
    },
    ...(n > 0 ? { index: sum((one) => one.points) / n } : {}),
    ...(weight > 0 ? { weighted: sum((one) => one.weightedPoints) / weight } : {}),
  };
}

function fullySatisfied({ items }: Questionnaire, answers: readonly Counted[]): SipasIndex['fullySatisfied'] {
  const people = answers
    .map(({ answers: given }) => items.map(({ code }) => given[code]).filter((answer) => typeof answer === 'number'))
    .filter((given) => given.length > 0);
  const n = people.length;
  const satisfied = people.filter((given) => given.every((level) => level >= 4)).length;
  return { n, satisfied, ...(n > 0 ? { rate: satisfied / n, interval: wilson(satisfied, n) } : {}) };
}
