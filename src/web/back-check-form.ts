import { z } from 'zod';
import type { BackCheckAnswers } from '../domain/back-check.ts';
import type { Fault } from '../domain/errors.ts';
import { type ItemAnswer, type Level, levels, noLevels } from '../domain/questionnaire.ts';
import { blankable, given, read, text } from './input.ts';

export const noteLimit = 500;
/** Longest interview that anybody remembers, in minutes. */
const longest = 300;

const because = (code: string) => ({ params: { code } });
const words = [...levels.map(String), ...noLevels] as const;
const valueOf = (word: string): ItemAnswer => noLevels.find((one) => one === word) ?? (Number(word) as Level);
const yesOrNo = blankable(z.enum(['yes', 'no']));
const said = (word: 'yes' | 'no' | undefined): boolean | undefined => (word === undefined ? undefined : word === 'yes');

const formFor = (items: readonly string[]) =>
  z.strictObject({
    token: z.string(),
    held: yesOrNo,
    samePerson: yesOrNo,
    sameService: yesOrNo,
    minutes: blankable(
      z
        .string()
        .trim()
        .refine(
          (value) => /^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= longest,
          because('integrity:fault-minutes'),
        ),
    ),
    note: blankable(text(noteLimit)),
    ...Object.fromEntries(items.map((item) => [`answer-${item}`, blankable(z.enum(words))])),
  });

/** What the person said when she was called back, or what is wrong with the form. */
export function readBackCheck(
  body: unknown,
  items: readonly string[],
): { again: BackCheckAnswers; note?: string } | { faults: readonly Fault[] } {
  const form = read(formFor(items), body);
  if ('faults' in form) return form;
  const { held, samePerson, sameService, minutes, note, ...fields } = form.value;
  if (held === undefined) return { faults: [{ pointer: '/held', code: 'integrity:fault-held' }] };
  if (held === 'no') return { again: { held: false, answers: {} }, ...given({ note }) };
  const answers = items.flatMap((item) => {
    const word = (fields as Record<string, string | undefined>)[`answer-${item}`];
    return word === undefined ? [] : [[item, valueOf(word)] as const];
  });
  const again = {
    ...{ held: true, answers: Object.fromEntries(answers) },
    ...given({ samePerson: said(samePerson), sameService: said(sameService) }),
    ...(minutes === undefined ? {} : { minutes: Number(minutes) }),
  };
  return { again, ...given({ note }) };
}
