import { z } from 'zod';
import { topics } from '../domain/complaint.ts';
import { contactLimit, contentLimit } from '../domain/complaint-input.ts';
import { languages } from '../domain/language.ts';
import { isOutcome, type OutcomeCode } from '../domain/outcome.ts';
import { levels, noLevels } from '../domain/questionnaire.ts';
import { commentLimit } from '../domain/response.ts';
import { code, text } from './input.ts';

const noteLimit = 500;
const secondsInADay = 86_400;
const mostAnswers = 200;

const instant = z.iso.datetime({ offset: true }).transform((value) => new Date(value));
const token = z.string();

const interview = z.strictObject({
  language: z.enum(languages),
  consent: z.int().min(1),
  startedAt: instant,
  answers: z
    .array(z.strictObject({ item: code(), value: z.union([z.literal(levels), z.enum(noLevels)]), at: instant }))
    .max(mostAnswers),
});

const contact = z.strictObject({
  name: text(contactLimit).exactOptional(),
  phone: text(contactLimit).exactOptional(),
  email: text(contactLimit).exactOptional(),
});

const finishing = z.strictObject({
  reasons: z.array(code()).max(20).exactOptional(),
  comment: text(commentLimit).exactOptional(),
  seconds: z.int().min(0).max(secondsInADay).exactOptional(),
  complaint: z
    .strictObject({
      consent: z.literal(true),
      content: text(contentLimit),
      topic: z.enum(topics).exactOptional(),
      contact: contact.exactOptional(),
    })
    .exactOptional(),
});

const attempt = z.strictObject({
  outcome: z.custom<OutcomeCode>(isOutcome),
  note: text(noteLimit).exactOptional(),
  /** As the clocks of the city show it, `2026-11-23T09:30`. */
  appointment: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
    .exactOptional(),
});

const entry = {
  token,
  /** Whose tablet work this is: another account's is refused. */
  account: z.string(),
  device: z.uuid(),
  entry: z.uuid(),
  case: code(),
  clock: z.strictObject({ device: instant, server: instant }),
  at: instant,
};

/** One visit as a tablet sends it: an interview that was finished, or an attempt, perhaps after some answers. */
export const fieldEntry = z.discriminatedUnion('kind', [
  z.strictObject({ ...entry, kind: z.literal('interview'), interview, finishing }),
  z.strictObject({ ...entry, kind: z.literal('attempt'), interview: interview.exactOptional(), attempt }),
]);
export type FieldEntry = z.infer<typeof fieldEntry>;

/** How many cases are taken along at once, at most. */
export const mostAlong = 100;

export const takingAlong = z.strictObject({
  token,
  device: z.uuid(),
  campaign: code(),
  count: z.int().min(0).max(mostAlong),
});

export const givingBack = z.strictObject({ token, device: z.uuid(), cases: z.array(code()).max(500) });
