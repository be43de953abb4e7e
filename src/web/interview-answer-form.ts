import { z } from 'zod';
import type { Fault } from '../domain/errors.ts';
import { type ItemAnswer, type Level, levels, noLevels, type Questionnaire } from '../domain/questionnaire.ts';
import { spokenQuestions } from '../domain/spoken-questions.ts';
import { overallItem } from '../domain/survey-case.ts';
import { blankable, given, read } from './input.ts';

/** How the questions are shown: each by itself, or all of a factor together. */
export const manners = ['question', 'factor'] as const;
export type Manner = (typeof manners)[number];

/** The step after the last question. */
export const lastStep = 'end';

const answerField = 'answer-';

/** The steps of an interview in their order, `end` last. */
export function stepsOf(questionnaire: Questionnaire, manner: Manner): readonly string[] {
  const codes = spokenQuestions(questionnaire).map(({ code, factor }) =>
    manner === 'factor' ? (factor ?? code) : code,
  );
  return [...new Set(codes), lastStep];
}

/** The step at which a question is asked. */
export const stepOf = (questionnaire: Questionnaire, manner: Manner, code: string): string =>
  manner === 'question' ? code : (questionnaire.items.find((item) => item.code === code)?.factor ?? code);

const words = [...levels.map(String), ...noLevels] as const;

const valueOf = (word: string): ItemAnswer => noLevels.find((one) => one === word) ?? (Number(word) as Level);

const formFor = (questionnaire: Questionnaire) =>
  z.strictObject({
    token: z.string(),
    /** The step that was shown; the page's own queue names none. */
    step: z.string().max(64).optional(),
    by: z.enum(manners).default('question'),
    /** When it was said, on the server's clock, of an answer that waited in the browser. */
    at: blankable(z.iso.datetime().transform((at) => new Date(at))),
    ...Object.fromEntries(
      [overallItem, ...questionnaire.items.map(({ code }) => code)].map((code) => [
        `${answerField}${code}`,
        z.enum(['', ...words]).optional(),
      ]),
    ),
  });

export interface AnswerForm {
  /** `null` takes an answer back. */
  readonly answers: Readonly<Record<string, ItemAnswer | null>>;
  readonly by: Manner;
  readonly step?: string;
  readonly at?: Date;
}

/** The answers that a form brings, or what is wrong with it. */
export function readAnswerForm(body: unknown, questionnaire: Questionnaire): AnswerForm | { faults: readonly Fault[] } {
  const form = read(formFor(questionnaire), body);
  if ('faults' in form) return form;
  const { token: _token, step, by, at, ...fields } = form.value;
  const answers = Object.entries(fields as Record<string, string | undefined>).flatMap(([name, word]) =>
    word === undefined ? [] : [[name.slice(answerField.length), word === '' ? null : valueOf(word)] as const],
  );
  return { answers: Object.fromEntries(answers), by, ...given({ step, at }) };
}
