import type { Catalogue } from '../domain/catalogue.ts';
import { add, resumeNotices, stopNotices } from '../domain/citizen-steps.ts';
import { type CityDay, cityDay } from '../domain/city-day.ts';
import type { Complaint } from '../domain/complaint.ts';
import {
  type ComplaintInput,
  type Contact,
  comparedPhone,
  complaintFaults,
  contactFields,
} from '../domain/complaint-input.ts';
import { subjectFaults } from '../domain/complaint-subject.ts';
import { invalid, Refusal } from '../domain/errors.ts';
import { openContact } from '../domain/handling-steps.ts';
import { once } from '../domain/once.ts';
import { openSealed } from '../domain/quarantine-steps.ts';
import type { Actor, Step } from '../domain/step.ts';
import { type Tracking, trackingFor, trackingHashes } from '../domain/tracking.ts';
import type { Queue } from '../queue.ts';
import type { Seal } from '../seal.ts';
import type { ComplaintStore, StandingCase } from '../stores/complaints.ts';
import type { ContactStore } from '../stores/contacts.ts';
import { begun, classifiedInput, type Opening } from './arrival.ts';
import type { Attachments } from './attachments.ts';
import type { Casework } from './casework.ts';
import type { Notices } from './notices.ts';
import { type CaseTexts, sealedTexts } from './sealed-texts.ts';

/** What an opened case is followed by, when it was received, and whether it lies sealed: the same for every repeat. */
export type Opened = Tracking & { readonly id: string; readonly receivedAt: Date; readonly sealed: boolean };

/** A complaint as it comes by itself, without a rating. */
export type Filing = ComplaintInput & Omit<Opening, 'seed' | 'input' | 'receivedAt'>;

export interface Complaints extends Pick<Casework, 'perform' | 'route' | 'surroundings'> {
  /** The code and PIN that a case opened from this seed has, or will have. */
  trackingFor(seed: string): Tracking;
  /** Opens a case. A repeat changes nothing; with another content it throws Refusal `conflict`. */
  open(opening: Opening): Promise<Opened>;
  /** Checks and opens. Throws Refusal `invalid` with faults, or `conflict` when the key was used for another complaint. */
  file(filing: Filing, key: string): Promise<Opened>;
  /** The case of a code and PIN; `undefined` alike for a wrong code, a wrong PIN and none. */
  follow(tracking: Tracking): Promise<Complaint | undefined>;
  /** A step of the resident who holds code and PIN; `undefined` as above. */
  act(tracking: Tracking, step: Step): Promise<Complaint | undefined>;
  /**
   * Adds to what was said, with the files that wait under a key; `undefined` as above. With `seen`, the length of the
   * trail that the resident looked at, the same text is added once and the repeat throws `complaint:conflict-said`.
   */
  addTo(tracking: Tracking, text: string, staged?: string, seen?: number): Promise<Complaint | undefined>;
  /** No more letters to the resident of a case, or letters again. */
  stopNotices(id: string): Promise<void>;
  resumeNotices(id: string): Promise<void>;
  /** Opens the contact, for a reason that the trail keeps. Throws what the step throws. */
  contactOf(id: string, actor: Actor, reason: string): Promise<Contact>;
  /** Opens the texts of a denunciation, or notes that the file of that place is opened, for a reason that the trail keeps. */
  read(id: string, actor: Actor, reason: string, file?: number): Promise<CaseTexts>;
  /** The contacts with this phone number, as `CaseFilter.contacts` wants them. */
  contactsWith(phone: string): Promise<string[]>;
  /** Sends what a case owes, unless many are being sent: a slow mail server must not take every hand of the worker. */
  sendNotices(id: string): Promise<void>;
  /** Routes, moves on and sends what was owed up to an instant, at most 500 cases of each kind; gives how many were touched. */
  settle(before: Date): Promise<number>;
}

interface Parts {
  readonly casework: Casework;
  readonly complaints: ComplaintStore;
  readonly contacts: ContactStore;
  readonly attachments: Pick<Attachments, 'attach' | 'of' | 'expireStaged' | 'staged'>;
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
const mostWithOnePhone = 100;
const resident: Actor = { kind: 'resident' };

export function createComplaints(parts: Parts): Complaints {
  const { casework, complaints, contacts, attachments, notices, queue, seal, timeZone, catalogue, now } = parts;
  let sending = 0;
  const today = (): CityDay => cityDay(now(), timeZone);
  const hex = (purpose: string, text: string): string => Buffer.from(seal.digest(purpose, text)).toString('hex');
  const phoneIndex = (phone: string): string => hex('contact-phone', comparedPhone(phone));

  const keepContact = async (id: string, { contact = {} }: ComplaintInput, receivedAt: Date): Promise<boolean> => {
    const fields = contactFields.flatMap((field) => {
      const text = contact[field]?.trim();
      return text ? [[field, seal.seal(text, `contact ${id} ${field}`)] as const] : [];
    });
    if (fields.length === 0) return false;
    const index = contact.phone?.trim() ? { phoneIndex: phoneIndex(contact.phone) } : {};
    await contacts.keep({ id, ...Object.fromEntries(fields), ...index, receivedAt });
    return true;
  };

  const open = async (opening: Opening): Promise<Opened> => {
    const { seed, input, agency, procedure, channel, receivedAt, staged } = opening;
    const { consent: _consent, contact = {}, ...said } = input;
    const tracking = trackingFor(seal.digest, seed);
    const hashes = trackingHashes(seal.digest, tracking);
    const all = [agency, procedure, channel, Object.entries(said).sort(), contactFields.map((field) => contact[field])];
    const fingerprint = hex('complaint-fingerprint', JSON.stringify(all));
    // Drawn from the seed, so that an id tells nobody when a case came.
    const id = hex('complaint-id', seed).slice(0, 24);
    const opened = { ...tracking, id, sealed: classifiedInput(input).class === 'denunciation' };
    const repeated = (standing: StandingCase): Opened => {
      if (standing.fingerprint !== fingerprint) throw new Refusal('conflict', 'key-reused');
      return { ...opened, receivedAt: standing.receivedAt };
    };
    // What stands already takes nothing in by this way: it may have been handed over and purged since.
    const before = await complaints.standing(hashes.code);
    if (before) return repeated(before);
    // First what lies apart, so that no case lacks it.
    const contactId = hex('contact-id', `${seed} ${fingerprint}`).slice(0, 24);
    const hasContact = await keepContact(contactId, input, receivedAt);
    if (staged !== undefined) await attachments.attach(staged, id);
    const files = await attachments.of(id);
    const complaint = begun(opening, {
      id,
      files: files.length,
      contact: hasContact ? contactId : undefined,
      around: await casework.surroundings(),
      seal,
      timeZone,
    });
    const keys = { trackingHash: hashes.code, openerHash: hashes.opener, fingerprint };
    const first = await complaints.insert(complaint, keys);
    if (first && first.fingerprint !== fingerprint) await contacts.forget(contactId);
    if (first) return repeated(first);
    queue.tell(complaint.state === 'received' ? 'route-complaint' : 'send-notices', { id });
    return { ...opened, receivedAt };
  };

  const follow = (tracking: Tracking): Promise<Complaint | undefined> =>
    complaints.findByOpener(trackingHashes(seal.digest, tracking).opener);

  const act = async (tracking: Tracking, step: Step): Promise<Complaint | undefined> => {
    const complaint = await follow(tracking);
    return complaint && casework.perform(complaint.id, resident, step);
  };

  return {
    perform: casework.perform,
    route: casework.route,
    surroundings: casework.surroundings,
    trackingFor: (seed) => trackingFor(seal.digest, seed),
    open,
    async file({ agency, procedure, channel, language, takenBy, staged, ...input }, key) {
      const subject = { day: today(), ...input, agency, procedure };
      const faults = [
        ...subjectFaults(await catalogue(), subject, { today: today(), language }),
        ...complaintFaults(input),
      ];
      if (faults.length > 0) throw invalid(faults);
      const opening = { agency, channel, language, input, seed: `filing ${key}`, receivedAt: now() };
      return open({
        ...opening,
        ...(procedure ? { procedure } : {}),
        ...(takenBy ? { takenBy } : {}),
        ...(staged ? { staged } : {}),
      });
    },
    follow,
    act,
    async addTo(tracking, text, staged, seen = Number.POSITIVE_INFINITY) {
      const complaint = await follow(tracking);
      if (!complaint) return undefined;
      const files = staged === undefined ? [] : await attachments.staged(staged);
      const attach = async (): Promise<void> => {
        if (staged !== undefined) await attachments.attach(staged, complaint.id);
      };
      const adding = casework.perform(
        complaint.id,
        resident,
        once(seen, { kind: 'added', text }, add(text, files.length)),
      );
      const after = await adding.catch(async (error: unknown) => {
        // Said before by somebody who may have been cut off before the files came along.
        if (error instanceof Refusal && error.code === 'complaint:conflict-said') await attach();
        throw error;
      });
      await attach();
      return after;
    },
    async stopNotices(id) {
      // Mail programs may ask twice at once; what stands already is as good.
      await casework.perform(id, resident, stopNotices).catch((error: unknown) => {
        if (!(error instanceof Refusal && error.code === 'complaint:conflict-said')) throw error;
      });
    },
    resumeNotices: async (id) => void (await casework.perform(id, resident, resumeNotices)),
    async contactOf(id, actor, reason) {
      const { contact } = await casework.perform(id, actor, openContact(reason));
      const found = contact === undefined ? undefined : await contacts.find(contact);
      if (!found) return {};
      return Object.fromEntries(
        contactFields.flatMap((field) => {
          const sealed = found[field];
          return sealed === undefined ? [] : [[field, seal.open(sealed, `contact ${found.id} ${field}`)]];
        }),
      );
    },
    async read(id, actor, reason, file) {
      return sealedTexts(seal, await casework.perform(id, actor, openSealed(reason, file)));
    },
    contactsWith: (phone) => contacts.withPhone(phoneIndex(phone), mostWithOnePhone),
    async sendNotices(id) {
      if (sending >= sendingAtOnce) return;
      sending += 1;
      await notices.send(id).finally(() => {
        sending -= 1;
      });
    },
    async settle(before) {
      const failures: unknown[] = [];
      let touched = 0;
      // What one kind cannot pay holds up no other.
      const pay = async (work: () => Promise<number>): Promise<void> => {
        touched += await work().catch((error: unknown) => {
          failures.push(error);
          return 0;
        });
      };
      await pay(async () => {
        const owed = await complaints.owedRoutes(before, settleAtOnce);
        for (const id of owed) await pay(() => casework.route(id).then(() => 1));
        return 0;
      });
      await pay(casework.settle);
      await pay(() => notices.settle(before));
      await pay(() => attachments.expireStaged(now()).then(() => 0));
      if (failures.length > 0)
        throw new AggregateError(failures, `${failures.length} debts of cases could not be paid`);
      return touched;
    },
  };
}
