import type { Level } from '../domain/questionnaire.ts';
import { questionnaireOf } from '../domain/questionnaires.ts';
import { between, type Random } from './random.ts';

const items = questionnaireOf('SIPAS-SERVICE', 2022)?.items ?? [];

// One digit is one chance: what people who gave this score answer to an item.
const usual: Readonly<Record<Level, string>> = {
  1: '1112223',
  2: '22333344',
  3: '2333334',
  4: '3444444445',
  5: '4455555555',
};
const blamed = '111122';

/**
 * Answers to the items that agree with the score, worst in the factor that is blamed for it. A few are missing, most
 * often those on feedback, which not everybody has given.
 */
export function sipasAnswers(random: Random, score: Level, blame?: string): Record<string, Level> {
  const answers: Record<string, Level> = {};
  const hasGivenFeedback = random() > 0.1 || blame === 'feedback';
  for (const { code, factor } of items) {
    const missing = (factor === 'feedback' && !hasGivenFeedback) || random() < 0.012;
    if (missing) continue;
    const levels = factor === blame ? blamed : usual[score];
    answers[code] = Number(levels[between(random, 0, levels.length - 1)]) as Level;
  }
  return answers;
}
