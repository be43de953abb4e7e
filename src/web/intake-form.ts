import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Filing } from '../actions/complaints.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { type CityDay, isCityDay } from '../domain/city-day.ts';
import { type ComplaintChannel, complaintClasses, topics } from '../domain/complaint.ts';
import { contactLimit, contentLimit, isPhone, isTimeOfDay, placeLimit } from '../domain/complaint-input.ts';
import type { Fault } from '../domain/errors.ts';
import { type Language, languages } from '../domain/language.ts';
import { isMailAddress } from '../domain/mail-address.ts';
import type { Role } from '../domain/role.ts';
import { blankable, code, given, read, text } from './input.ts';
import { chosen, type Named, proceduresNamed, ratedUnitsOn } from './named-choice.ts';

/** How what each of these writes down may have come; the first is the usual way. */
const ways = {
  hotline: ['phone', 'email', 'app', 'letter'],
  interviewer: ['phone', 'face_to_face'],
  supervisor: ['post'],
} as const satisfies Partial<Record<Role, readonly ComplaintChannel[]>>;

/** The channels by which complaints come to somebody of this role. */
export const channelsOf = (role: Role): readonly ComplaintChannel[] =>
  role in ways ? ways[role as keyof typeof ways] : [];

export const nameChoices = ['usual', 'kept', 'known'] as const;

const because = (name: string) => ({ params: { code: name } });

interface Circumstances {
  readonly catalogue: Catalogue;
  readonly today: CityDay;
  readonly account: { readonly id: string; readonly role: Role };
  /** Of whoever fills in the form. */
  readonly language: Language;
}

/** A field in which something is named; its value is the code of what was meant. */
const naming = (among: readonly Named[]) =>
  text(300).transform((typed, context) => {
    const found = chosen(among, typed, '');
    if ('code' in found) return found.code;
    context.addIssue({ code: 'custom', params: { ...found.fault.params, code: found.fault.code } });
    return z.NEVER;
  });

/** A unit is looked for among those of the day on which it happened. */
const formFor = ({ catalogue, today, account, language }: Circumstances, day: unknown) =>
  z.strictObject({
    token: z.string(),
    /** One filling-in of the form: sent twice, it is one complaint. */
    nonce: z.uuid(),
    do: z.enum(['save', 'earlier']).optional(),
    channel: z.enum(channelsOf(account.role)),
    language: z.enum(languages),
    'contact-phone': blankable(text(contactLimit).refine(isPhone, because('complaint:fault-phone'))),
    'contact-name': blankable(text(contactLimit)),
    'contact-email': blankable(text(contactLimit).refine(isMailAddress, because('complaint:fault-email'))),
    'name-kept': z.enum(nameChoices),
    content: text(contentLimit).refine((content) => content !== '', because('complaint:fault-content-missing')),
    day: blankable(text(10).refine(isCityDay, because('day-form'))),
    time: blankable(text(5).refine(isTimeOfDay, because('complaint:fault-time'))),
    place: blankable(text(placeLimit)),
    agency: naming(ratedUnitsOn(catalogue, typeof day === 'string' && isCityDay(day) ? day : today, language)),
    procedure: blankable(naming(proceduresNamed(catalogue, language))),
    dossier: blankable(code()),
    topic: blankable(z.enum(topics)),
    class: blankable(z.enum(complaintClasses)),
    consent: z.unknown().refine((consent) => consent === 'yes', because('hotline:fault-consent')),
  });

/** What was written down for somebody and the key it arrives under, or what is wrong with it. */
export function readIntakeForm(
  body: Readonly<Record<string, unknown>>,
  circumstances: Circumstances,
): { filing: Filing; key: string } | { faults: readonly Fault[] } {
  const fields = read(formFor(circumstances, body['day']), body);
  if ('faults' in fields) return fields;
  // The token changes with the session and says nothing of what was said.
  const { token: _token, do: _do, ...said } = fields.value;
  const { agency, procedure, content, channel, language, day, time, place, dossier, topic, class: asked } = said;
  const { 'contact-name': name, 'contact-phone': phone, 'contact-email': email, 'name-kept': kept } = said;
  const digest = createHash('sha256').update(JSON.stringify(said)).digest('base64url');
  return {
    key: `staff:${circumstances.account.id}:${digest}`,
    filing: {
      agency,
      content,
      consent: true,
      channel,
      language,
      contact: given({ name, phone, email }),
      ...(kept === 'usual' ? {} : { nameKept: kept === 'kept' }),
      ...given({ procedure, topic, class: asked, day, time, place, dossierCode: dossier }),
    },
  };
}
