import { randomBytes } from 'node:crypto';
import { existsOn } from '../domain/agency.ts';
import { type Campaign, type Supervisor, stratumKey } from '../domain/campaign.ts';
import type { Catalogue } from '../domain/catalogue.ts';
import { type CityDay, cityDay } from '../domain/city-day.ts';
import { type Fault, Refusal } from '../domain/errors.ts';
import { type FrameEntry, frameFaults } from '../domain/frame-entry.ts';
import { type FrameLine, type Removal, type RemovalReason, withoutRepeats } from '../domain/frame-repeats.ts';
import type { CallingWindow, SurveyCase } from '../domain/survey-case.ts';
import { queueFor } from '../domain/survey-steps.ts';
import type { Seal } from '../seal.ts';
import type { DoNotCallStore } from '../stores/do-not-call.ts';
import type { FrameCaseStore } from '../stores/frame-cases.ts';
import type { RespondentStore, SealedRespondent } from '../stores/respondents.ts';
import { type CampaignBook, owing, paid } from './campaign-book.ts';
import type { CatalogueActions } from './catalogue.ts';
import { respondentPurpose } from './opened-respondent.ts';
import type { Imported } from './responses.ts';

/** The frame of a campaign: who could be asked, and how to reach her. */
export interface SamplingFrame {
  /**
   * Takes rows of the sampling frame; those removed are told with the reason. The same row twice is `unchanged`. Until
   * it comes to its end nothing is drawn; what was cut off is made good by the same rows again.
   */
  takeFrame(
    id: string,
    entries: readonly { readonly line: number; readonly record: FrameEntry }[],
    options?: { readonly dryRun?: boolean; readonly by?: Supervisor },
  ): Promise<Imported[]>;
  /** Takes the whole frame away again, while nothing is drawn from it. */
  clearFrame(id: string, by: Supervisor): Promise<void>;
  /** Numbers never to be called again, in any campaign; gives those that were not on the list before. */
  doNotCall(phones: readonly string[], by: Supervisor): Promise<ReadonlySet<string>>;
  /** Forgets who is in the frame and was never drawn; gives how many there were. */
  forgetListed(id: string): Promise<number>;
}

interface Parts {
  readonly frameCases: Pick<FrameCaseStore, 'insertMany' | 'standing' | 'listed' | 'remove'>;
  readonly respondents: Pick<RespondentStore, 'keepMany' | 'knownPhones' | 'missing' | 'forget'>;
  readonly doNotCall: Pick<DoNotCallStore, 'add' | 'among'>;
  readonly catalogue: Pick<CatalogueActions, 'current'>;
  readonly book: CampaignBook;
  readonly seal: Seal;
  readonly timeZone: string;
  now(): Date;
}

const atOnce = 500;
const untried: Readonly<Record<CallingWindow, number>> = { morning: 0, afternoon: 0, evening: 0, weekend: 0 };
/** A number that says nothing about whom it stands for. */
const random = (): string => randomBytes(12).toString('hex');

export function createSamplingFrame(parts: Parts): SamplingFrame {
  const { frameCases, respondents, doNotCall, catalogue, book, seal, timeZone, now } = parts;

  const phoneIndex = (phone: string): string =>
    Buffer.from(seal.digest('respondent-phone', phone)).toString('base64url');

  const contactOf = (id: string, campaign: string, entry: FrameEntry): SealedRespondent => {
    const { name, phone, address, language } = entry;
    const sealed = (field: string, value: string | undefined) =>
      value === undefined ? {} : { [field]: seal.seal(value, respondentPurpose(field)) };
    return {
      ...{ id, campaign },
      ...{ ...sealed('name', name), ...sealed('phone', phone), ...sealed('address', address) },
      ...(language ? { language } : {}),
      ...(phone === undefined ? {} : { phoneIndex: phoneIndex(phone) }),
    };
  };

  /** Which lines of a file are taken, which are not and why, and which only lack the contact that was to go with them. */
  const sorted = async (campaign: Campaign, entries: readonly FrameLine[]) => {
    const known = await catalogue.current();
    const today = cityDay(now(), timeZone);
    const faults = new Map(
      entries.map(({ line, entry }) => [line, entryFaults(entry, campaign, known, today)] as const),
    );
    const right = entries.filter(({ line }) => !faults.get(line)?.length);
    const digests = new Map(
      right.flatMap(({ entry: { phone } }) => (phone === undefined ? [] : [[phone, phoneIndex(phone)] as const])),
    );
    const standing = await frameCases.standing(
      campaign.id,
      right.map(({ entry }) => entry.key),
    );
    const missing = await respondents.missing([...standing.values()]);
    const contacts = new Map(
      right.flatMap(({ entry }) => {
        const id = standing.get(entry.key);
        return id !== undefined && missing.has(id) ? [[id, entry] as const] : [];
      }),
    );
    const [taken, barred] = await Promise.all([
      respondents.knownPhones(campaign.id, [...digests.values()]),
      doNotCall.among([...digests.values()]),
    ]);
    const phones = new Set([...contacts.values()].flatMap(({ phone }) => (phone === undefined ? [] : [phone])));
    const blocked = new Set<string>();
    for (const [phone, digest] of digests) {
      if (taken.has(digest)) phones.add(phone);
      if (barred.has(digest)) blocked.add(phone);
    }
    const keys = new Set(standing.keys());
    return { faults, contacts, ...withoutRepeats(right, { keys, phones, doNotCall: blocked }, campaign.modes) };
  };

  /** Writes entries with their contacts; gives the keys of those that somebody else brought meanwhile. */
  const written = async (
    campaign: string,
    entries: readonly FrameEntry[],
    lost: ReadonlyMap<string, FrameEntry>,
  ): Promise<ReadonlyMap<string, RemovalReason>> => {
    const cases = entries.map((entry) => ({ entry, one: caseOf(campaign, entry, random()) }));
    // Cases first: a contact without its case would look like somebody who is in the campaign already.
    const twice = await frameCases.insertMany(cases.map(({ one }) => one));
    const fresh = cases.filter(({ entry }) => !twice.has(entry.key));
    const contacts = fresh.map(({ one, entry }) => contactOf(one.respondent ?? '', campaign, entry));
    const refused = await respondents.keepMany([
      ...[...lost].map(([id, entry]) => contactOf(id, campaign, entry)),
      ...contacts,
    ]);
    const without = fresh.filter(({ one }) => refused.has(one.respondent ?? ''));
    await frameCases.remove(without.map(({ one }) => one.id));
    return new Map<string, RemovalReason>([
      ...[...twice].map((key) => [key, 'key-twice'] as const),
      ...without.map(({ entry }) => [entry.key, 'phone-twice'] as const),
    ]);
  };

  const forgetListed: SamplingFrame['forgetListed'] = async (id) => {
    for (let removed = 0; ; ) {
      const listed = await frameCases.listed(id, atOnce);
      if (listed.length === 0) return removed;
      await respondents.forget(listed.flatMap(({ respondent }) => (respondent === undefined ? [] : [respondent])));
      await frameCases.remove(listed.map((one) => one.id));
      removed += listed.length;
    }
  };

  /** Nothing is drawn from a frame while it changes, nor when that was cut off. */
  const begin = (id: string): Promise<Campaign> => book.rewrite(id, (before) => owing(undrawn(before), 'frame'));

  return {
    forgetListed,

    async takeFrame(id, entries, { dryRun = false, by } = {}) {
      const campaign = undrawn(await book.find(id));
      const lines = entries.map(({ line, record }) => ({ line, entry: record }));
      const { faults, contacts, kept, removed } = await sorted(campaign, lines);
      const outcomes = new Map<number, Imported>();
      for (const [line, found] of faults)
        if (found.length > 0) outcomes.set(line, { line, outcome: 'rejected', faults: found });
      for (const one of removed) outcomes.set(one.line, outcomeOf(one));
      for (const { line } of kept) outcomes.set(line, { line, outcome: 'accepted' });
      if (!dryRun) {
        if (kept.length + contacts.size > 0) await begin(id);
        const late = await written(
          id,
          kept.map(({ entry }) => entry),
          contacts,
        );
        for (const { line, entry } of kept) {
          const reason = late.get(entry.key);
          if (reason) outcomes.set(line, outcomeOf({ line, entry, reason }));
        }
        const taken = kept.length - late.size;
        const event = by && taken > 0 ? { kind: 'frame' as const, by: by.name, note: String(taken) } : undefined;
        await book.rewrite(id, (before) => paid(before, 'frame'), event);
      }
      return entries.map(({ line }) => outcomes.get(line) ?? { line, outcome: 'unchanged' });
    },

    async clearFrame(id, by) {
      await begin(id);
      const removed = await forgetListed(id);
      const event = removed > 0 ? { kind: 'frame-cleared' as const, by: by.name, note: String(removed) } : undefined;
      await book.rewrite(id, (before) => paid(before, 'frame'), event);
    },

    async doNotCall(phones, by) {
      const known = await doNotCall.among(phones.map(phoneIndex));
      const added = new Set(phones.filter((phone) => !known.has(phoneIndex(phone))));
      await doNotCall.add([...added].map(phoneIndex), by.id, now());
      return added;
    },
  };
}

/** A campaign whose frame may still change. */
function undrawn(campaign: Campaign): Campaign {
  if (campaign.state === 'draft' && campaign.draws.length === 0) return campaign;
  throw new Refusal('conflict', 'campaign:conflict-drawn');
}

function caseOf(campaign: string, entry: FrameEntry, respondent: string): SurveyCase {
  const { key, result, finishedOn, language = 'vi' } = entry;
  return {
    ...{ id: random(), campaign, stratum: stratumKey(entry), frameKey: key, result, finishedOn, language },
    ...{ lot: '', state: 'listed', queue: queueFor(language), respondent },
    ...{ attempts: [], attemptCount: 0, tried: untried, owes: [], revision: 1 },
  };
}

/** What became of a line that is left out; the same entry again changes nothing. */
function outcomeOf({ line, reason, instead }: Removal): Imported {
  if (reason === 'key-twice' && instead === undefined) return { line, outcome: 'unchanged' };
  const pointer = reason === 'key-twice' ? '/key' : '/phone';
  const why = { pointer, code: `frame:removed-${reason}-text` };
  const rather = instead === undefined ? [] : [{ pointer, code: 'frame:instead', params: { line: instead } }];
  return { line, outcome: 'rejected', faults: [why, ...rather] };
}

/** Answers count for the unit as it is when they are given: one that ends before the fieldwork does cannot have any. */
function entryFaults(
  entry: FrameEntry,
  { population, period }: Campaign,
  catalogue: Catalogue,
  today: CityDay,
): Fault[] {
  const faults = frameFaults(entry, population, catalogue, today);
  const agency = catalogue.agencies.get(entry.agency);
  if (faults.length > 0 || !agency || existsOn(agency, period.to)) return faults;
  return [
    { pointer: '/agency', code: 'frame:agency-ended', params: { agency: agency.code, day: agency.validTo ?? '' } },
  ];
}
