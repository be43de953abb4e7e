import type { Fault } from './errors.ts';
import type { Texts } from './language.ts';

/** Five levels, 1 the worst; 3 is neutral ("bình thường"). */
export const levels = [1, 2, 3, 4, 5] as const;
export type Level = (typeof levels)[number];

/**
 * What may stand at an item besides a level: it did not apply to this person, she could not say, she would not say. An
 * item that is absent was not asked or passed over. None of them means "neutral".
 */
export const noLevels = ['no_experience', 'dont_know', 'refused'] as const;
export type NoLevel = (typeof noLevels)[number];
export type ItemAnswer = Level | NoLevel;
export type Answers = Readonly<Record<string, ItemAnswer>>;

export interface Item {
  readonly code: string;
  readonly factor: string;
  readonly texts: Texts;
}

/**
 * One version of a questionnaire. A version that has been answered never changes: a new wording is a new version,
 * and an answer keeps the version it answered.
 */
export interface Questionnaire {
  readonly code: string;
  readonly version: number;
  readonly validFrom: string;
  readonly title: Texts;
  /** The question every version asks, answered on the five levels. */
  readonly overall: Texts;
  readonly scale: Readonly<Record<Level, Texts>>;
  readonly factors: readonly { readonly code: string; readonly texts: Texts }[];
  readonly items: readonly Item[];
  /** Reasons that may be ticked beside a low score. */
  readonly reasons: readonly { readonly code: string; readonly texts: Texts }[];
}

/** A score of 1 or 2 asks for reasons. */
export const isLow = (score: Level): boolean => score <= 2;

export const isItemAnswer = (value: unknown): value is ItemAnswer =>
  levels.includes(value as Level) || noLevels.includes(value as NoLevel);

/** What is wrong with item answers against a version: items it does not have, values off its scale. */
export function answerFaults(questionnaire: Questionnaire, answers: Readonly<Record<string, unknown>>): Fault[] {
  const known = new Set(questionnaire.items.map((item) => item.code));
  return Object.entries(answers).flatMap(([code, value]): Fault[] => {
    const pointer = `/answers/${code}`;
    if (!known.has(code)) return [{ pointer, code: 'item-unknown', params: { item: code } }];
    if (!isItemAnswer(value)) return [{ pointer, code: 'item-level', params: { item: code } }];
    return [];
  });
}

/** What is wrong with the reasons: any that the version does not list. */
export function reasonFaults(questionnaire: Questionnaire, reasons: readonly string[]): Fault[] {
  const known = new Set(questionnaire.reasons.map((reason) => reason.code));
  return reasons
    .filter((reason) => !known.has(reason))
    .map((reason) => ({ pointer: '/reasons', code: 'reason-unknown', params: { reason } }));
}
