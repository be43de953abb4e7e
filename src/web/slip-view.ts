import type { Language } from '../domain/language.ts';
import type { PaperBatch } from '../domain/paper-batch.ts';
import { differences, type PaperSlip, type SlipAnswers } from '../domain/paper-slip.ts';
import { levels, type Questionnaire } from '../domain/questionnaire.ts';
import { questionnaireOf } from '../domain/questionnaires.ts';
import { overallItem } from '../domain/survey-case.ts';
import type { Translate } from '../locales.ts';
import { keyOf, keys } from './slip-form.ts';

type Typed = Readonly<Record<string, unknown>>;

/** The questionnaire that a batch was printed from. */
export function questionnaireFor({ questionnaire: { code, version } }: PaperBatch): Questionnaire {
  const found = questionnaireOf(code, version);
  if (!found) throw new Error(`There is no questionnaire ${code} ${version}`);
  return found;
}

/** The keys and what they mean, as they stand beside the form. */
export const keysShown = ({ scale }: Questionnaire, t: Translate, language: Language) => [
  ...levels.map((level) => ({ key: String(level), words: scale[level][language] })),
  { key: keys.notApplicable, words: t('batch:key-not-applicable') },
  { key: keys.blank, words: t('batch:key-blank') },
];

/** The questions by factor, the overall one last, each with what was typed at it. */
export function questionGroups(questionnaire: Questionnaire, language: Language, typed: Typed = {}) {
  let ordinal = 0;
  const question = (code: string, words: string) => {
    ordinal += 1;
    return { code, ordinal, words, name: `answers-${code}`, value: typed[`answers-${code}`], isFirst: ordinal === 1 };
  };
  const { factors, items, overall } = questionnaire;
  return [
    ...factors.map((factor) => ({
      title: factor.texts[language],
      questions: items
        .filter((item) => item.factor === factor.code)
        .map(({ code, texts }) => question(code, texts[language])),
    })),
    { questions: [question(overallItem, overall[language])] },
  ];
}

/** Who entered a slip, and when. */
export const entriesShown = ({ first, second, adjudication }: PaperSlip) =>
  [first, second, adjudication].flatMap((entry, index) =>
    entry ? [{ pass: index + 1, name: entry.by.name, at: entry.at }] : [],
  );

/** The questions at which the two entries differ, with what each of them says. */
export function differencesShown(
  { first, second }: PaperSlip,
  questionnaire: Questionnaire,
  { t, language, typed }: { readonly t: Translate; readonly language: Language; readonly typed: Typed },
) {
  const differing = new Set(second ? differences(first, second) : []);
  const said = (answers: SlipAnswers | undefined, code: string) => {
    const key = keyOf(answers?.marks[code]);
    return keysShown(questionnaire, t, language).find((one) => one.key === key);
  };
  const questions = questionGroups(questionnaire, language, typed).flatMap((group) => group.questions);
  return {
    marks: questions
      .filter(({ code }) => differing.has(code))
      .map((question, index) => ({
        ...question,
        isFirst: index === 0,
        one: said(first, question.code),
        other: said(second, question.code),
      })),
    ...(differing.has('day') ? { day: { one: first.day, other: second?.day, value: typed['day'] } } : {}),
  };
}
