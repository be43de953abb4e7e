import type { CityDay } from './city-day.ts';
import type { ComplaintClass, Topic } from './complaint.ts';
import type { Fault } from './errors.ts';
import { isMailAddress } from './mail-address.ts';

/** Which wording of the consent a resident agrees to; a new wording gets a new number. */
export const consentText = 'complaint-2';

/** How a resident wants to be reached. All of it may be left out. */
export const contactFields = ['name', 'phone', 'email'] as const;
export type Contact = Readonly<Partial<Record<(typeof contactFields)[number], string>>>;

/** What a resident says who wants something put right. Without consent nothing is opened. */
export interface ComplaintInput {
  readonly consent: true;
  readonly content: string;
  readonly topic?: Topic;
  /** What the resident takes it for; a person checks. */
  readonly class?: ComplaintClass;
  /** When and where it happened: a city day, a time of day `HH:MM`, a place in words. */
  readonly day?: CityDay;
  readonly time?: string;
  readonly place?: string;
  readonly dossierCode?: string;
  readonly contact?: Contact;
  /** Whether the agency shall not learn the name; for conduct it shall not unless told. */
  readonly nameKept?: boolean;
}

/** Longest text of a complaint, of a field of the contact, of a place, in characters. */
export const contentLimit = 5000;
export const contactLimit = 200;
export const placeLimit = 200;

const phone = /^\+?\d(?:[ .-]?\d){7,14}$/;

/** True for a phone number, digits parted as people part them. */
export const isPhone = (text: string): boolean => text.length <= contactLimit && phone.test(text);

/** A phone number as it is compared: digits alone, the country code of Viet Nam as a leading zero. */
export const comparedPhone = (text: string): string => text.replace(/\D/g, '').replace(/^(?:00)?84(?=\d{9,10}$)/, '0');

/** True for a time of day, `07:30`. */
export const isTimeOfDay = (text: string): boolean => /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(text);

/** Everything that is wrong with what a resident wrote; pointers begin with `root`. */
export function complaintFaults({ content, contact = {}, time, place }: ComplaintInput, root = ''): Fault[] {
  const fault = (pointer: string, code: string, params?: Fault['params']): Fault => ({
    pointer: `${root}${pointer}`,
    code,
    ...(params ? { params } : {}),
  });
  return [
    ...(content.trim() === '' ? [fault('/content', 'complaint:fault-content-missing')] : []),
    ...(content.length > contentLimit ? [fault('/content', 'too-long', { limit: contentLimit })] : []),
    ...(time !== undefined && !isTimeOfDay(time) ? [fault('/time', 'complaint:fault-time')] : []),
    ...((place?.length ?? 0) > placeLimit ? [fault('/place', 'too-long', { limit: placeLimit })] : []),
    ...contactFields
      .filter((field) => (contact[field]?.length ?? 0) > contactLimit)
      .map((field) => fault(`/contact/${field}`, 'too-long', { limit: contactLimit })),
    ...(contact.phone && !isPhone(contact.phone) ? [fault('/contact/phone', 'complaint:fault-phone')] : []),
    ...(contact.email && !isMailAddress(contact.email) ? [fault('/contact/email', 'complaint:fault-email')] : []),
  ];
}
