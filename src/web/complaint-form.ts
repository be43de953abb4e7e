import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Filing } from '../actions/complaints.ts';
import { isCityDay } from '../domain/city-day.ts';
import { topics } from '../domain/complaint.ts';
import { contactLimit, contentLimit, isPhone, isTimeOfDay, placeLimit } from '../domain/complaint-input.ts';
import type { Fault } from '../domain/errors.ts';
import type { Language } from '../domain/language.ts';
import { isMailAddress } from '../domain/mail-address.ts';
import { blankable, code, given, read, text } from './input.ts';

const because = (name: string) => ({ params: { code: name } });

/** What a resident may take her complaint for; whether it is about conduct, the topic says. */
export const offeredClasses = ['feedback_policy', 'incident', 'legal_complaint', 'denunciation'] as const;
/** Whether the name is kept from the agency: as usual (kept where it is about conduct), kept, or known. */
export const nameChoices = ['usual', 'keep', 'known'] as const;

const form = z.strictObject({
  /** One filling-in of the form: sent twice, it is one complaint. */
  nonce: z.uuid(),
  agency: code(),
  procedure: blankable(code()),
  topic: blankable(z.enum(topics)),
  class: blankable(z.enum(offeredClasses)),
  day: blankable(text(10).refine(isCityDay, because('day-form'))),
  time: blankable(text(10).refine(isTimeOfDay, because('complaint:fault-time'))),
  place: blankable(text(placeLimit)),
  dossierCode: blankable(code()),
  content: text(contentLimit).refine((content) => content !== '', because('complaint:fault-content-missing')),
  'contact-name': blankable(text(contactLimit)),
  'contact-phone': blankable(text(contactLimit).refine(isPhone, because('complaint:fault-phone'))),
  'contact-email': blankable(text(contactLimit).refine(isMailAddress, because('complaint:fault-email'))),
  nameKept: z.enum(nameChoices).default('usual'),
  consent: z.unknown().refine((consent) => consent === 'yes', because('consent-missing')),
});

/** What a resident filled in and the key it arrives under, or what is wrong with it; the pointers name the fields. */
export function readComplaintForm(
  body: unknown,
  language: Language,
): { filing: Filing; key: string } | { faults: readonly Fault[] } {
  const fields = read(form, body);
  if ('faults' in fields) return fields;
  const { agency, content, nameKept: choice } = fields.value;
  const { procedure, topic, class: asked, day, time, place, dossierCode } = fields.value;
  const { 'contact-name': name, 'contact-phone': phone, 'contact-email': email } = fields.value;
  const nameKept = choice === 'usual' ? undefined : choice === 'keep';
  // The text is in the key: whoever goes back and writes something else sends another complaint.
  const key = createHash('sha256').update(JSON.stringify(fields.value)).digest('base64url');
  return {
    key: `page:${key}`,
    filing: {
      ...{ agency, content, consent: true, channel: 'web', language, contact: given({ name, phone, email }) },
      ...given({ procedure, topic, class: asked, day, time, place, dossierCode, nameKept }),
    },
  };
}
