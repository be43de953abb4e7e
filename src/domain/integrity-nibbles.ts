import type { InterviewRecord } from './integrity-record.ts';
import { levels, noLevels } from './questionnaire.ts';

/** Answers to a word of 32 bits, four bits each. */
const perWord = 8;
const codes = new Map<unknown, number>([...levels, ...noLevels].map((answer, index) => [answer, index + 1]));

/** Answer sets packed so tightly that millions of pairs are compared in a second. */
export interface PackedAnswers {
  /** Questions compared: all items that anybody answered, and the overall one. */
  readonly questions: number;
  /** How many questions were answered differently in two interviews; without an answer is an answer too. */
  readonly differences: (one: number, other: number) => number;
}

export function packed(records: readonly InterviewRecord[]): PackedAnswers {
  const items = [...new Set(records.flatMap(({ answers }) => Object.keys(answers)))];
  const questions = items.length + 1;
  const words = Math.ceil(questions / perWord);
  const all = new Int32Array(records.length * words);
  for (const [row, { answers, score }] of records.entries())
    for (const [place, answer] of [score, ...items.map((item) => answers[item])].entries()) {
      const word = row * words + Math.floor(place / perWord);
      all[word] = (all[word] ?? 0) | ((codes.get(answer) ?? 0) << (4 * (place % perWord)));
    }
  const differences = (one: number, other: number): number => {
    let count = 0;
    for (let word = 0; word < words; word += 1) {
      let bits = (all[one * words + word] ?? 0) ^ (all[other * words + word] ?? 0);
      // One bit for each group of four that has any, then their sum in the highest four.
      bits |= bits >>> 1;
      bits |= bits >>> 2;
      count += Math.imul(bits & 0x11111111, 0x11111111) >>> 28;
    }
    return count;
  };
  return { questions, differences };
}
