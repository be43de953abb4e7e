import { cityDay } from '../domain/city-day.ts';
import { type Classification, classified } from '../domain/classification.ts';
import type { Complaint, ComplaintChannel, Standing } from '../domain/complaint.ts';
import { type ComplaintInput, consentText } from '../domain/complaint-input.ts';
import type { Language } from '../domain/language.ts';
import { owedNotice } from '../domain/notice.ts';
import { quarantined } from '../domain/quarantine-steps.ts';
import { type Actor, doerOf, type Surroundings } from '../domain/step.ts';
import { chained, changed, factDigests } from '../domain/trail.ts';
import type { Seal } from '../seal.ts';
import { lockedAway } from './sealed-texts.ts';

/** A case to be opened; everything in it is already checked. */
export interface Opening {
  /** What makes it arrive once: the same seed gives the same case, code and PIN. */
  readonly seed: string;
  readonly input: ComplaintInput;
  readonly agency: string;
  readonly procedure?: string;
  readonly channel: ComplaintChannel;
  readonly language: Language;
  readonly receivedAt: Date;
  /** Who wrote it down; the resident herself when left out. */
  readonly takenBy?: Actor;
  /** The key under which files wait that belong to it. */
  readonly staged?: string;
}

/** What a case is taken for by everything that was told of it. */
export const classifiedInput = (input: ComplaintInput): Classification =>
  classified({ ...input, content: [input.content, input.place].join(' ') });

interface Arrival {
  readonly id: string;
  /** How many files came with it. */
  readonly files: number;
  /** Where its contact lies. */
  readonly contact: string | undefined;
  readonly around: Surroundings;
  readonly seal: Seal;
  readonly timeZone: string;
}

/** The case as it begins: its first event holds everything that later events change. */
export function begun(opening: Opening, { id, files, contact, around, seal, timeZone }: Arrival): Complaint {
  const { input, agency, procedure, channel, language, receivedAt, takenBy = { kind: 'resident' } } = opening;
  const { content, time, place, dossierCode, day = cityDay(receivedAt, timeZone) } = input;
  const { words, ...found } = classifiedInput(input);
  const standing: Standing = {
    ...found,
    agency,
    ...(procedure ? { procedure } : {}),
    state: 'received',
    checked: false,
    handlers: [],
    watchers: [],
    proposed: [],
    policy: 'portal',
    clocks: [],
    reopenings: 0,
    links: [],
    findings: [],
    noticesStopped: false,
  };
  const conduct = found.class === 'feedback_conduct' || found.class === 'denunciation';
  const facts = {
    id,
    content,
    day,
    ...(time ? { time } : {}),
    ...(place ? { place } : {}),
    ...(dossierCode ? { dossierCode } : {}),
    receivedAt,
    channel,
    language,
    consent: { purpose: 'handling', textVersion: consentText, at: receivedAt, channel } as const,
    nameKept: input.nameKept ?? conduct,
    attachments: files,
    ...(contact ? { contact } : {}),
  };
  const about = { ...factDigests(seal.digest, facts), ...(words.length > 0 ? { words } : {}) };
  const event = { kind: 'received', changes: standing, about } as const;
  const arrived: Complaint = {
    ...standing,
    ...facts,
    basis: around.basis,
    trail: [chained(seal.digest, id, [], event, receivedAt, doerOf(takenBy))],
    notices: contact ? [owedNotice('acknowledgement', receivedAt)] : [],
  };
  if (found.class !== 'denunciation') return arrived;
  const { tell = [], texts: _texts, ...happening } = quarantined(arrived, around, found.topic);
  const sealing = chained(seal.digest, id, arrived.trail, happening, around.now, { role: 'system' });
  const told = tell.flatMap(({ kind, to }) =>
    to !== 'resident' && 'account' in to ? [owedNotice(kind, around.now, to.account, 2)] : [],
  );
  const sealed = { ...changed(arrived, happening.changes), trail: [...arrived.trail, sealing] };
  return lockedAway(seal, { ...sealed, notices: [...arrived.notices, ...told] }, 'seal');
}
