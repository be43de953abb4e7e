import { z } from 'zod';
import type { Finishing } from '../actions/interview-end.ts';
import { topics } from '../domain/complaint.ts';
import { contactLimit, contentLimit, isPhone } from '../domain/complaint-input.ts';
import type { Fault } from '../domain/errors.ts';
import { commentLimit } from '../domain/response.ts';
import { blankable, code, given, read, text } from './input.ts';

/** Whether the people who put it right may reach the respondent: not, at the number called, at another. */
export const contactChoices = ['none', 'this', 'other'] as const;

const form = z.strictObject({
  token: z.string(),
  seconds: blankable(
    z
      .string()
      .regex(/^\d{1,6}$/)
      .transform(Number),
  ),
  reason: z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(code()).max(20)),
  comment: blankable(text(commentLimit)),
  content: blankable(text(contentLimit)),
  topic: blankable(z.enum(topics)),
  contact: z.enum(contactChoices),
  phone: blankable(text(contactLimit).refine(isPhone, { params: { code: 'complaint:fault-phone' } })),
  yes: z.literal('yes').optional(),
});

/** How an interview ends, or what is wrong with the form. `number` is where the respondent was called. */
export function readEndForm(
  body: unknown,
  number: string | undefined,
): { finishing: Finishing } | { faults: readonly Fault[] } {
  const fields = read(form, body);
  if ('faults' in fields) return fields;
  const { seconds, reason, comment, content, topic, contact, phone, yes } = fields.value;
  const faults: Fault[] = [];
  if (content !== undefined && !yes) faults.push({ pointer: '/yes', code: 'interview:fault-yes' });
  if (content === undefined && yes) faults.push({ pointer: '/content', code: 'complaint:fault-content-missing' });
  if (yes && contact === 'other' && phone === undefined) faults.push({ pointer: '/phone', code: 'required' });
  if (faults.length > 0) return { faults };
  const reached = { none: undefined, this: number, other: phone }[contact];
  const complaint =
    content === undefined
      ? undefined
      : { consent: true as const, content, ...given({ topic, contact: reached ? { phone: reached } : undefined }) };
  return { finishing: given({ seconds, comment, complaint, reasons: reason.length > 0 ? reason : undefined }) };
}
