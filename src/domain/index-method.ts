import type { Texts } from './language.ts';
import type { Level } from './questionnaire.ts';

export const indexMethodCodes = ['TOP2', 'MEAN'] as const;
export type IndexMethodCode = (typeof indexMethodCodes)[number];

/** One version of a method of computing the index; a figure names the one it follows. */
export interface IndexMethod {
  readonly code: IndexMethodCode;
  readonly version: number;
  readonly name: Texts;
  readonly text: Texts;
}

/** TOP2 is how SIPAS was computed from 2017 to 2020; which of both holds since 2022 is not published. */
export const indexMethods: Readonly<Record<IndexMethodCode, IndexMethod>> = {
  TOP2: {
    code: 'TOP2',
    version: 1,
    name: { vi: 'Tỷ lệ hài lòng trở lên', en: 'Share satisfied or better' },
    text: {
      vi: 'Số lượt trả lời “hài lòng” và “rất hài lòng” chia cho tổng số lượt trả lời theo năm mức của các nội dung, từ 0 đến 100.',
      en: 'Answers “satisfied” and “very satisfied” divided by all answers on the five levels, over the items, from 0 to 100.',
    },
  },
  MEAN: {
    code: 'MEAN',
    version: 1,
    name: { vi: 'Điểm trung bình quy đổi', en: 'Converted mean' },
    text: {
      vi: 'Trung bình các lượt trả lời của các nội dung, trong đó năm mức được quy đổi thành 0, 25, 50, 75 và 100.',
      en: 'The mean of the answers over the items, the five levels converted to 0, 25, 50, 75 and 100.',
    },
  },
};

/** What an answer on the scale counts under a method, 0 to 100. */
export const pointsOf: Readonly<Record<IndexMethodCode, (level: Level) => number>> = {
  TOP2: (level) => (level >= 4 ? 100 : 0),
  MEAN: (level) => (level - 1) * 25,
};
