import type { Catalogue } from '../domain/catalogue.ts';
import type { Channel } from '../domain/channel.ts';
import { type CityDay, cityDay } from '../domain/city-day.ts';
import {
  type Complaint,
  type ComplaintInput,
  classOf,
  complaintFaults,
  consentText,
  contactFields,
} from '../domain/complaint.ts';
import { subjectFaults } from '../domain/complaint-subject.ts';
import { invalid, Refusal } from '../domain/errors.ts';
import type { Language } from '../domain/language.ts';
import { owedNotice } from '../domain/notice.ts';
import { routed } from '../domain/routing.ts';
import { type Tracking, trackingFor, trackingHashes } from '../domain/tracking.ts';
import type { Queue } from '../queue.ts';
import type { Seal } from '../seal.ts';
import type { ComplaintStore } from '../stores/complaints.ts';
import type { ContactStore } from '../stores/contacts.ts';
import type { UserStore } from '../stores/users.ts';
import type { Notices } from './notices.ts';

/** A case to be opened; everything in it is already checked. */
export interface Opening {
  /** What makes it arrive once: the same seed gives the same case, code and PIN. */
  readonly seed: string;
  readonly input: ComplaintInput;
  readonly agency: string;
  readonly procedure?: string;
  /** When it happened; the day it was received when left out. */
  readonly day?: CityDay;
  readonly channel: Channel;
  readonly language: Language;
  readonly receivedAt: Date;
}

/** What an opened case is followed by, and when it was received: the same for every repeat. */
export type Opened = Tracking & { readonly receivedAt: Date };

/** A complaint as it comes by itself, without a rating. */
export interface Filing extends ComplaintInput {
  readonly agency: string;
  readonly procedure?: string;
  /** When it happened; today when left out. */
  readonly day?: CityDay;
  readonly channel: Channel;
  readonly language: Language;
}

export interface Complaints {
  /** The code and PIN that a case opened from this seed has, or will have. */
  trackingFor(seed: string): Tracking;
  /** Opens a case. A repeat changes nothing; with another content it throws Refusal `conflict`. */
  open(opening: Opening): Promise<Opened>;
  /** Checks and opens. Throws Refusal `invalid` with faults, or `conflict` when the key was used for another complaint. */
  file(filing: Filing, key: string): Promise<Opened>;
  /** The case of a code and PIN; `undefined` alike for a wrong code, a wrong PIN and none. */
  follow(tracking: Tracking): Promise<Complaint | undefined>;
  /** Gives a received case to those who act on it and tells them. Does nothing to one that is routed. */
  route(id: string): Promise<void>;
  /** Sends what a case owes, unless many are being sent: a slow mail server must not take every hand of the worker. */
  sendNotices(id: string): Promise<void>;
  /** Routes and sends what was owed up to an instant, at most 500 cases of each; gives how many were touched. */
  settle(before: Date): Promise<number>;
}

interface Parts {
  readonly complaints: ComplaintStore;
  readonly contacts: ContactStore;
  readonly users: UserStore;
  readonly notices: Notices;
  readonly queue: Pick<Queue, 'tell'>;
  readonly seal: Seal;
  readonly timeZone: string;
  catalogue(): Promise<Catalogue>;
  now(): Date;
}

const settleAtOnce = 500;
/** So many cases have their letters sent by jobs at once. */
const sendingAtOnce = 4;

export function createComplaints(parts: Parts): Complaints {
  const { complaints, contacts, users, notices, queue, seal, timeZone, catalogue, now } = parts;
  let sending = 0;
  const today = (): CityDay => cityDay(now(), timeZone);
  const hex = (purpose: string, text: string): string => Buffer.from(seal.digest(purpose, text)).toString('hex');

  const keepContact = async (id: string, { contact = {} }: ComplaintInput, receivedAt: Date): Promise<boolean> => {
    const fields = contactFields.flatMap((field) => {
      const text = contact[field]?.trim();
      return text ? [[field, seal.seal(text, `contact ${id} ${field}`)] as const] : [];
    });
    if (fields.length > 0) await contacts.keep({ id, ...Object.fromEntries(fields), receivedAt });
    return fields.length > 0;
  };

  const open = async (opening: Opening): Promise<Opened> => {
    const { seed, input, agency, procedure, day, channel, language, receivedAt } = opening;
    const { consent: _consent, content, topic = 'other', contact = {} } = input;
    const tracking = trackingFor(seal.digest, seed);
    const hashes = trackingHashes(seal.digest, tracking);
    const said = [agency, procedure, day, channel, topic, content, ...contactFields.map((field) => contact[field])];
    const fingerprint = hex('complaint-fingerprint', JSON.stringify(said));
    // Drawn from the seed, so that an id tells nobody when a case came; the contact first, so that no case lacks its own.
    const id = hex('complaint-id', seed).slice(0, 24);
    const contactId = hex('contact-id', `${seed} ${fingerprint}`).slice(0, 24);
    const hasContact = await keepContact(contactId, input, receivedAt);
    const standing = await complaints.insert(
      {
        id,
        class: classOf(topic),
        topic,
        agency,
        ...(procedure ? { procedure } : {}),
        day: day ?? cityDay(receivedAt, timeZone),
        content,
        receivedAt,
        channel,
        language,
        consent: { textVersion: consentText, at: receivedAt, channel },
        state: 'received',
        handlers: [],
        watchers: [],
        history: [{ at: receivedAt, kind: 'received' }],
        notices: contact.email ? [owedNotice('acknowledgement', receivedAt)] : [],
        ...(hasContact ? { contact: contactId } : {}),
      },
      { trackingHash: hashes.code, openerHash: hashes.opener, fingerprint },
    );
    if (standing && standing.fingerprint !== fingerprint) {
      await contacts.forget(contactId);
      throw new Refusal('conflict', 'key-reused');
    }
    queue.tell('route-complaint', { id });
    return { ...tracking, receivedAt: standing?.receivedAt ?? receivedAt };
  };

  const route = async (id: string): Promise<void> => {
    const complaint = await complaints.find(id);
    if (complaint?.state !== 'received') return;
    const chosen = routed(await catalogue(), complaint, today());
    const told = await users.caseworkers([...chosen.handlers, ...chosen.watchers]);
    const at = now();
    const owed = told.map((account) => owedNotice('waiting', at, account.id));
    if (await complaints.route(id, chosen, at, owed)) queue.tell('send-notices', { id });
  };

  return {
    trackingFor: (seed) => trackingFor(seal.digest, seed),
    open,
    async file({ consent, content, topic, contact, ...filing }, key) {
      const input: ComplaintInput = { consent, content, ...(topic ? { topic } : {}), ...(contact ? { contact } : {}) };
      const faults = [
        ...subjectFaults(await catalogue(), { day: today(), ...filing }, { today: today(), language: filing.language }),
        ...complaintFaults(input),
      ];
      if (faults.length > 0) throw invalid(faults);
      return open({ ...filing, input, seed: `filing ${key}`, receivedAt: now() });
    },
    follow: (tracking) => complaints.findByOpener(trackingHashes(seal.digest, tracking).opener),
    route,
    async sendNotices(id) {
      if (sending >= sendingAtOnce) return;
      sending += 1;
      await notices.send(id).finally(() => {
        sending -= 1;
      });
    },
    async settle(before) {
      const owed = await complaints.owedRoutes(before, settleAtOnce);
      const failures: unknown[] = [];
      for (const id of owed) await route(id).catch((error: unknown) => failures.push(error));
      const told = await notices.settle(before);
      if (failures.length > 0) throw new AggregateError(failures, `${failures.length} cases could not be routed`);
      return owed.length + told;
    },
  };
}
