import type { Texts } from './language.ts';
import type { ItemAnswer, NoLevel } from './questionnaire.ts';

/** One column of a file for statistics: what stands in it and what that means. */
export interface Variable {
  /** ASCII; the heading in CSV and the name in SPSS and R. */
  readonly name: string;
  readonly kind: 'number' | 'text' | 'day';
  /** Most bytes of a text in the SPSS file, 255 at most. */
  readonly width?: number;
  readonly decimals?: number;
  readonly measure: 'nominal' | 'ordinal' | 'scale';
  readonly label: Texts;
  /** The question as it is asked. */
  readonly question?: Texts;
  readonly values?: readonly CodedValue[];
  readonly note?: Texts;
}

export interface CodedValue {
  readonly code: number | string;
  readonly label: Texts;
  /** Declared as missing: it is shown, but enters no figure. */
  readonly missing?: true;
}

/**
 * Codes of what is not on the scale, in the order of the ISSP's two-digit ones: not applicable, refused, don't know, no
 * answer. Everything in the range is user-missing; no scale reaches it.
 */
export const missingRange = { from: 96, to: 99 } as const;
export const missingCodes = { no_experience: 96, refused: 97, dont_know: 98, unanswered: 99 } as const satisfies Record<
  NoLevel | 'unanswered',
  number
>;

/** The code of an answer to an item; an item without an answer was not asked or passed over. */
export const codeOf = (answer: ItemAnswer | undefined): number =>
  typeof answer === 'number' ? answer : missingCodes[answer ?? 'unanswered'];

export const apart: readonly CodedValue[] = [
  {
    code: missingCodes.no_experience,
    label: { vi: 'Không áp dụng, chưa trải nghiệm', en: 'Not applicable, no experience' },
    missing: true,
  },
  { code: missingCodes.refused, label: { vi: 'Từ chối trả lời', en: 'Refused' }, missing: true },
  { code: missingCodes.dont_know, label: { vi: 'Không biết', en: 'Don’t know' }, missing: true },
  { code: missingCodes.unanswered, label: { vi: 'Không có câu trả lời', en: 'No answer' }, missing: true },
];
