import { z } from 'zod';
import { isCityDay } from '../domain/city-day.ts';
import type { Fault } from '../domain/errors.ts';
import type { SlipAnswers } from '../domain/paper-slip.ts';
import type { ItemAnswer, Level } from '../domain/questionnaire.ts';
import { commentLimit } from '../domain/response.ts';
import { blankable, given, read, text } from './input.ts';

/** The key for what did not apply, and that for what was left blank or cannot be read. */
export const keys = { notApplicable: '9', blank: '0' } as const;

const noteLimit = 500;

const mark = z
  .string()
  .trim()
  .refine((typed) => typed !== '', { params: { code: 'batch:fault-mark-missing' } })
  .refine((typed) => typed === '' || /^[0-59]$/.test(typed), { params: { code: 'batch:fault-mark' } });
const day = blankable(z.string().refine(isCityDay, { params: { code: 'day-form' } }));

const markOf = (typed: string): ItemAnswer | undefined =>
  typed === keys.blank ? undefined : typed === keys.notApplicable ? 'no_experience' : (Number(typed) as Level);

/** The key that makes a mark. */
export const keyOf = (value: ItemAnswer | undefined): string =>
  value === undefined ? keys.blank : typeof value === 'number' ? String(value) : keys.notApplicable;

/**
 * What was typed in from a slip: a key for each of these questions, so that one passed over in a hurry is told from one
 * left blank on the paper.
 */
export function readSlip(
  body: unknown,
  codes: readonly string[],
): { answers: SlipAnswers; note?: string } | { faults: readonly Fault[] } {
  const marks = Object.fromEntries(codes.map((code) => [`answers-${code}`, mark]));
  const rest = { comment: blankable(text(commentLimit)), note: blankable(text(noteLimit)) };
  const fields = read(z.strictObject({ token: z.string(), day, ...rest, ...marks }), body);
  if ('faults' in fields) return fields;
  const typed = fields.value as Readonly<Record<string, string | undefined>>;
  const answers = codes.flatMap((code) => {
    const value = markOf(typed[`answers-${code}`] ?? '');
    return value === undefined ? [] : [[code, value] as const];
  });
  const { day: on, comment, note } = fields.value;
  return { answers: { marks: Object.fromEntries(answers), ...given({ day: on, comment }) }, ...given({ note }) };
}

/** Faults of the answers point at the fields of the form, which have one name each. */
export const atFields = (faults: readonly Fault[]): Fault[] =>
  faults.map((fault) => ({ ...fault, pointer: fault.pointer.replace('/answers/', '/answers-') }));
