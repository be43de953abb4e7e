import type { Channel } from './channel.ts';
import type { CityDay } from './city-day.ts';
import type { Fault } from './errors.ts';
import type { Language } from './language.ts';
import { isMailAddress } from './mail-address.ts';
import type { Notice } from './notice.ts';

/** What a complaint is about, as the resident sees it. */
export const topics = [
  'late_file',
  'extra_papers',
  'attitude',
  'harassment',
  'wrong_information',
  'fees',
  'website',
  'other',
] as const;
export type Topic = (typeof topics)[number];

/** How the rules treat it: feedback on policy and procedure, or on the conduct of officials. */
export const complaintClasses = ['feedback_policy', 'feedback_conduct'] as const;
export type ComplaintClass = (typeof complaintClasses)[number];

const conductTopics: ReadonlySet<Topic> = new Set<Topic>(['attitude', 'harassment']);

export const classOf = (topic: Topic): ComplaintClass =>
  conductTopics.has(topic) ? 'feedback_conduct' : 'feedback_policy';

/**
 * The topic of a complaint that came with a rating and named none: the gravest of the reasons ticked, so that a word
 * about conduct takes the way of conduct. Reasons and topics share their codes but for lateness.
 */
export function topicFrom(reasons: readonly string[]): Topic | undefined {
  const named = reasons.map((reason) => (reason === 'late' ? 'late_file' : reason));
  const gravity: readonly Topic[] = ['harassment', 'attitude', ...topics];
  return gravity.find((topic) => named.includes(topic));
}

/** Which wording of the consent a resident agrees to; a new wording gets a new number. */
export const consentText = 'complaint-1';

/** How a resident wants to be reached. All of it may be left out. */
export const contactFields = ['name', 'phone', 'email'] as const;
export type Contact = Readonly<Partial<Record<(typeof contactFields)[number], string>>>;

/** What a resident writes who wants something put right. Without her consent nothing is opened. */
export interface ComplaintInput {
  readonly consent: true;
  readonly content: string;
  readonly topic?: Topic;
  readonly contact?: Contact;
}

export const complaintStates = ['received', 'routed'] as const;
export type ComplaintState = (typeof complaintStates)[number];

/** One step of a case. `by` is the account of a person; without it the system did it. */
export interface ComplaintEvent {
  readonly at: Date;
  readonly kind: ComplaintState;
  readonly by?: string;
}

/** A case. It knows nothing of a rating that it may have begun with, and that rating nothing of it. */
export interface Complaint {
  readonly id: string;
  readonly class: ComplaintClass;
  readonly topic: Topic;
  /** The unit complained about. */
  readonly agency: string;
  readonly procedure?: string;
  /** The city day on which it happened. */
  readonly day: CityDay;
  readonly content: string;
  readonly receivedAt: Date;
  readonly channel: Channel;
  readonly language: Language;
  readonly consent: { readonly textVersion: string; readonly at: Date; readonly channel: Channel };
  readonly state: ComplaintState;
  /** Agencies that must act, and agencies that may look on. */
  readonly handlers: readonly string[];
  readonly watchers: readonly string[];
  readonly history: readonly ComplaintEvent[];
  readonly notices: readonly Notice[];
  /** Where the contact data lie, encrypted and apart. */
  readonly contact?: string;
}

/** Longest text of a complaint and of a field of the contact, in characters. */
export const contentLimit = 5000;
export const contactLimit = 200;

const phone = /^\+?\d(?:[ .-]?\d){7,14}$/;

/** True for a phone number, digits parted as people part them. */
export const isPhone = (text: string): boolean => text.length <= contactLimit && phone.test(text);

/** Everything that is wrong with what a resident wrote; pointers begin with `root`. */
export function complaintFaults({ content, contact = {} }: ComplaintInput, root = ''): Fault[] {
  const fault = (pointer: string, code: string, params?: Fault['params']): Fault => ({
    pointer: `${root}${pointer}`,
    code,
    ...(params ? { params } : {}),
  });
  return [
    ...(content.trim() === '' ? [fault('/content', 'complaint:fault-content-missing')] : []),
    ...(content.length > contentLimit ? [fault('/content', 'too-long', { limit: contentLimit })] : []),
    ...contactFields
      .filter((field) => (contact[field]?.length ?? 0) > contactLimit)
      .map((field) => fault(`/contact/${field}`, 'too-long', { limit: contactLimit })),
    ...(contact.phone && !isPhone(contact.phone) ? [fault('/contact/phone', 'complaint:fault-phone')] : []),
    ...(contact.email && !isMailAddress(contact.email) ? [fault('/contact/email', 'complaint:fault-email')] : []),
  ];
}
