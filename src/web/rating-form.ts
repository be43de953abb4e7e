import { z } from 'zod';
import type { Answer } from '../actions/responses.ts';
import { type Channel, isPublic } from '../domain/channel.ts';
import { topics } from '../domain/complaint.ts';
import { type ComplaintInput, complaintFaults, contentLimit } from '../domain/complaint-input.ts';
import type { Fault } from '../domain/errors.ts';
import type { Language } from '../domain/language.ts';
import type { Level } from '../domain/questionnaire.ts';
import { commentLimit } from '../domain/response.ts';
import { blankable, code, given, read, text } from './input.ts';

const ticked = z.literal('yes').optional();
const publicChannel = z.enum(['web', 'qr', 'widget'] satisfies readonly Channel[]);

const form = z.strictObject({
  nonce: z.uuid(),
  channel: publicChannel,
  procedure: blankable(code()),
  score: z.enum(['1', '2', '3', '4', '5']).optional(),
  reasons: z.union([code().transform((reason) => [reason]), z.array(code()).max(20)]).optional(),
  comment: blankable(text(commentLimit)),
  dossierCode: blankable(code()),
  complain: ticked,
  'complaint-content': blankable(text(contentLimit)),
  'complaint-topic': blankable(z.enum(topics)),
  'complaint-contact-name': blankable(text(200)),
  'complaint-contact-phone': blankable(text(200)),
  'complaint-contact-email': blankable(text(200)),
  'complaint-consent': ticked,
});

export interface RatingForm {
  /** One filling-in of the form: sent twice, it counts once. */
  readonly nonce: string;
  readonly answer: Omit<Answer, 'agency'>;
}

/** What a resident filled in, or what is wrong with it; the pointers name the fields. */
export function readRatingForm(body: unknown, language: Language): RatingForm | { faults: readonly Fault[] } {
  const fields = read(form, body);
  if ('faults' in fields) return fields;
  const { nonce, channel, procedure, score, reasons, comment, dossierCode } = fields.value;
  const complaint = complaintOf(fields.value);
  const faults = [
    ...(score === undefined ? [{ pointer: '/score', code: 'score-missing' }] : []),
    ...(complaint === undefined ? [] : complaint.faults),
  ];
  if (faults.length > 0) return { faults };
  return {
    nonce,
    answer: {
      channel,
      score: Number(score) as Level,
      language,
      ...given({ procedure, reasons, comment, dossierCode, complaint: complaint?.input }),
    },
  };
}

function complaintOf(fields: z.infer<typeof form>): { input: ComplaintInput; faults: Fault[] } | undefined {
  const { complain, 'complaint-content': content = '', 'complaint-topic': topic } = fields;
  if (complain === undefined)
    return content === '' ? undefined : { input: { consent: true, content }, faults: [unticked] };
  const contact = given({
    name: fields['complaint-contact-name'],
    phone: fields['complaint-contact-phone'],
    email: fields['complaint-contact-email'],
  });
  const input: ComplaintInput = { consent: true, content, contact, ...given({ topic }) };
  const faults = complaintFaults(input, '/complaint');
  return { input, faults: fields['complaint-consent'] ? faults : [...faults, unconsented] };
}

/** Somebody wrote what happened but did not say that it should be passed on: she is asked, nothing is guessed. */
const unticked: Fault = { pointer: '/complain', code: 'complain-unticked' };
const unconsented: Fault = { pointer: '/complaint-consent', code: 'consent-missing' };

/** The channel that an address names, if the public may use it. */
export const channelFrom = (asked: unknown): Channel => (isPublic(asked as Channel) ? (asked as Channel) : 'web');
