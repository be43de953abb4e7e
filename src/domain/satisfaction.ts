import type { Texts } from './language.ts';
import type { LevelCounts } from './tally.ts';
import { type Interval, meanInterval, wilson } from './wilson.ts';

export const definitionCodes = ['TOP2', 'NOT_DISSATISFIED', 'MEAN'] as const;
export type DefinitionCode = (typeof definitionCodes)[number];

/**
 * What "satisfied" means. Official figures use several definitions that cannot be compared, so every figure names the
 * one it follows and its version (domain facts, section 0).
 */
export interface Definition {
  readonly code: DefinitionCode;
  readonly version: number;
  readonly name: Texts;
  readonly text: Texts;
}

export const definitions: Readonly<Record<DefinitionCode, Definition>> = {
  TOP2: {
    code: 'TOP2',
    version: 1,
    name: { vi: 'Hài lòng trở lên', en: 'Satisfied or better' },
    text: {
      vi: 'Số câu trả lời “hài lòng” và “rất hài lòng” chia cho tổng số câu trả lời hợp lệ; “bình thường” có trong mẫu số.',
      en: 'Answers “satisfied” and “very satisfied” divided by all valid answers; “neutral” is in the denominator.',
    },
  },
  NOT_DISSATISFIED: {
    code: 'NOT_DISSATISFIED',
    version: 1,
    name: { vi: 'Bình thường trở lên', en: 'Neutral or better' },
    text: {
      vi: '100% trừ tỷ lệ “không hài lòng” và “rất không hài lòng”; “bình thường” được tính là hài lòng.',
      en: '100% less the share of “dissatisfied” and “very dissatisfied”; “neutral” counts as satisfied.',
    },
  },
  MEAN: {
    code: 'MEAN',
    version: 1,
    name: { vi: 'Điểm trung bình', en: 'Mean score' },
    text: {
      vi: 'Điểm trung bình từ −2 (rất không hài lòng) qua 0 (bình thường) đến +2 (rất hài lòng); không so với chỉ tiêu.',
      en: 'The mean from −2 (very dissatisfied) through 0 (neutral) to +2 (very satisfied); not compared with a target.',
    },
  },
};

export const verdicts = ['met', 'not_met', 'not_enough_evidence'] as const;
export type Verdict = (typeof verdicts)[number];

/** A figure with everything needed to recount and to doubt it. Shares are 0 to 1; a mean is -2 to +2. */
export interface Satisfaction {
  /** Valid answers. */
  readonly n: number;
  readonly levels: LevelCounts;
  readonly excluded: number;
  /** Counts under the definition: for a mean, levels 4 and 5, and 1 and 2. */
  readonly satisfied: number;
  readonly dissatisfied: number;
  /** Absent when nobody answered. */
  readonly rate?: number;
  readonly interval?: Interval & { readonly method: 'wilson' | 'normal'; readonly confidence: 0.95 };
  /** Absent where no target was set, and for means. */
  readonly target?: number;
  readonly verdict?: Verdict;
}

/** `met` when the whole interval lies at or above the target, `not_met` when it lies below, else nobody can say. */
export const verdict = (interval: Interval | undefined, target: number): Verdict =>
  !interval
    ? 'not_enough_evidence'
    : interval.low >= target
      ? 'met'
      : interval.high < target
        ? 'not_met'
        : 'not_enough_evidence';

/** The figure of some counts under a definition, against a target (a share) where there is one. */
export function satisfaction(
  definition: Definition,
  levels: LevelCounts,
  excluded: number,
  target: number | undefined,
): Satisfaction {
  const [one, two, three, four, five] = levels;
  const n = one + two + three + four + five;
  const dissatisfied = one + two;
  const satisfied = four + five + (definition.code === 'NOT_DISSATISFIED' ? three : 0);
  const counts = { n, levels, excluded, satisfied, dissatisfied };
  if (definition.code === 'MEAN') return n === 0 ? counts : { ...counts, ...meanOf(levels, n) };
  const figure =
    n === 0
      ? {}
      : {
          rate: satisfied / n,
          interval: { ...wilson(satisfied, n), method: 'wilson' as const, confidence: 0.95 as const },
        };
  return {
    ...counts,
    ...figure,
    ...(target === undefined ? {} : { target, verdict: verdict(figure.interval, target) }),
  };
}

/** No interval where all chose the same level: without any spread, nothing says how far others would be. */
function meanOf(levels: LevelCounts, n: number) {
  const mean = levels.reduce((sum, count, index) => sum + count * (index - 2), 0) / n;
  const squares = levels.reduce((sum, count, index) => sum + count * (index - 2 - mean) ** 2, 0);
  if (levels.includes(n)) return { rate: mean };
  const { low, high } = meanInterval(mean, squares / (n - 1), n);
  return {
    rate: mean,
    interval: { low: Math.max(low, -2), high: Math.min(high, 2), method: 'normal' as const, confidence: 0.95 as const },
  };
}
