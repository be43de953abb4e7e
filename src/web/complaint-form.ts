import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Filing } from '../actions/complaints.ts';
import { isCityDay } from '../domain/city-day.ts';
import { contactLimit, contentLimit, isPhone, topics } from '../domain/complaint.ts';
import type { Fault } from '../domain/errors.ts';
import type { Language } from '../domain/language.ts';
import { isMailAddress } from '../domain/mail-address.ts';
import { blankable, code, given, read, text } from './input.ts';

const because = (name: string) => ({ params: { code: name } });

const form = z.strictObject({
  /** One filling-in of the form: sent twice, it is one complaint. */
  nonce: z.uuid(),
  agency: code(),
  procedure: blankable(code()),
  topic: blankable(z.enum(topics)),
  day: blankable(text(10).refine(isCityDay, because('day-form'))),
  content: text(contentLimit).refine((content) => content !== '', because('complaint:fault-content-missing')),
  'contact-name': blankable(text(contactLimit)),
  'contact-phone': blankable(text(contactLimit).refine(isPhone, because('complaint:fault-phone'))),
  'contact-email': blankable(text(contactLimit).refine(isMailAddress, because('complaint:fault-email'))),
  consent: z.unknown().refine((consent) => consent === 'yes', because('consent-missing')),
});

/** What a resident filled in and the key it arrives under, or what is wrong with it; the pointers name the fields. */
export function readComplaintForm(
  body: unknown,
  language: Language,
): { filing: Filing; key: string } | { faults: readonly Fault[] } {
  const fields = read(form, body);
  if ('faults' in fields) return fields;
  const { agency, procedure, topic, day, content } = fields.value;
  const { 'contact-name': name, 'contact-phone': phone, 'contact-email': email } = fields.value;
  const contact = given({ name, phone, email });
  // The text is in the key: whoever goes back and writes something else sends another complaint.
  const key = createHash('sha256').update(JSON.stringify(fields.value)).digest('base64url');
  return {
    key: `page:${key}`,
    filing: { agency, content, consent: true, channel: 'web', language, contact, ...given({ procedure, topic, day }) },
  };
}
