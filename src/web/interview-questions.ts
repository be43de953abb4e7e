import type { Language } from '../domain/language.ts';
import { type ItemAnswer, levels, noLevels, type Questionnaire } from '../domain/questionnaire.ts';
import { interviewerNote, spokenQuestions, spokenScale } from '../domain/spoken-questions.ts';
import type { Interview } from '../domain/survey-case.ts';
import type { Translate } from '../locales.ts';

/** Beside the levels 1 to 5 on the interviewer's keyboard. */
const noLevelKeys = { no_experience: 7, dont_know: 8, refused: 9 } as const;

/** The language of the interviewer's own pages; the questions are in that of the interview. */
interface Reader {
  readonly t: Translate;
  readonly language: Language;
}

/** The questions as the page shows them, with what was answered so far. */
export function questionRows(
  questionnaire: Questionnaire,
  { answers, language: spoken }: Pick<Interview, 'answers' | 'language'>,
  { t, language }: Reader,
) {
  const readOut = spokenScale(questionnaire, spoken);
  const told = new Set<string>();
  return spokenQuestions(questionnaire).map(({ code, factor = code, texts }, index) => {
    const chosen = answers[code]?.value;
    const choice = (value: ItemAnswer, key: number, words: string) => ({
      ...{ value, key, words },
      isChosen: value === chosen,
    });
    const scale = levels.map((level) => choice(level, level, questionnaire.scale[level][spoken]));
    const none = noLevels.map((value) => choice(value, noLevelKeys[value], t(`interview:answer-${value}`)));
    const note = told.has(factor) ? undefined : interviewerNote(factor, language);
    told.add(factor);
    return {
      ...{ code, factor, chosen, scale, none, note, readOut },
      number: index + 1,
      heading: questionnaire.factors.find((one) => one.code === factor)?.texts[language],
      words: texts[spoken],
      answer: [...scale, ...none].find(({ isChosen }) => isChosen)?.words,
    };
  });
}
