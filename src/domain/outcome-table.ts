import { type Mode, modes } from './campaign.ts';

/** Where an outcome counts in AAPOR's rates: I, P, R, NC, O, UH, UO, NE. An appointment counts as none of them yet. */
export const outcomeGroups = [
  'complete',
  'partial',
  'refusal',
  'non_contact',
  'other',
  'unknown_household',
  'unknown_other',
  'not_eligible',
  'appointment',
] as const;
export type OutcomeGroup = (typeof outcomeGroups)[number];

export interface OutcomeRow {
  /** Where it may be recorded; nowhere when only the end of the attempts brings it about. */
  readonly modes: readonly Mode[];
  /** Of a case's attempts the one of the highest rank speaks for it when they end. */
  readonly rank: number;
  /** The applicant, or somebody near her, was spoken to. */
  readonly contacted?: boolean;
  readonly needsNote?: boolean;
  /** Shortcut on the interviewer's keyboard; without one it is not the interviewer's to choose. */
  readonly key?: string;
}

export interface FinalRow extends OutcomeRow {
  /** Disposition code of AAPOR's Standard Definitions. */
  readonly aapor: string;
  readonly group: Exclude<OutcomeGroup, 'appointment'>;
}

export interface InterimRow extends OutcomeRow {
  /** The final outcome of a case after which nothing more follows. */
  readonly becomes: FinalCode;
  /** Rest before the next attempt; 0 when the appointment says. */
  readonly delayMinutes: number;
  readonly group?: 'appointment';
  readonly needsAppointment?: boolean;
}

const phone = { modes: ['phone'] } as const;
const visit = { modes: ['face_to_face'] } as const;
const post = { modes: ['post'] } as const;
const told = { modes, contacted: true } as const;
const spoken = { modes: ['phone', 'face_to_face'], contacted: true } as const;
const explained = { ...spoken, needsNote: true } as const;
const inTheEnd = { modes: [] } as const;

/**
 * What ends a case. The sample is of applicants with names, not of numbers: a dead or wrong number does not say that
 * she is not eligible, so it is unknown (3.90) and not, as in a sample of random numbers, ineligible (4.20, 4.30),
 * which would raise the response rates. She who died after her dossier was finished was eligible (2.31). She who
 * agreed to a time, or was cut off, was reached and did not refuse: without an interview that is "other" (2.36),
 * neither a refusal nor a non-contact.
 */
export const finalRows = {
  complete: { ...told, aapor: '1.1', group: 'complete', rank: 100 },
  partial: { ...told, aapor: '1.2', group: 'partial', rank: 98 },
  not_eligible: { ...told, aapor: '4.10', group: 'not_eligible', rank: 92, needsNote: true, key: 'x' },
  not_applicant: { ...spoken, aapor: '4.70', group: 'not_eligible', rank: 90, key: 'p' },
  deceased: { ...told, aapor: '2.31', group: 'other', rank: 88, key: 'd' },
  unable: { ...explained, aapor: '2.32', group: 'other', rank: 86, key: 'i' },
  language: { ...explained, aapor: '2.332', group: 'other', rank: 84, key: 'l' },
  refusal_hard: { ...told, aapor: '2.112', group: 'refusal', rank: 80, key: 'r' },
  break_off: { ...told, aapor: '2.12', group: 'refusal', rank: 76 },
  refused_by_household: { ...inTheEnd, aapor: '2.111', group: 'refusal', rank: 72 },
  // Of one who was reached and sent away; a case that nobody reached keeps what its attempts say.
  quota_filled: { ...spoken, aapor: '4.80', group: 'not_eligible', rank: 68 },
  no_interview: { ...inTheEnd, aapor: '2.36', group: 'other', rank: 60 },
  other_reason: { ...explained, aapor: '2.36', group: 'other', rank: 56, key: 'o' },
  never_available: { ...inTheEnd, aapor: '2.21', group: 'non_contact', rank: 52 },
  mailbox_known: { ...inTheEnd, aapor: '2.221', group: 'non_contact', rank: 48 },
  never_admitted: { ...inTheEnd, aapor: '2.23', group: 'non_contact', rank: 46 },
  never_home: { ...inTheEnd, aapor: '2.24', group: 'non_contact', rank: 44 },
  moved: { ...spoken, aapor: '3.90', group: 'unknown_other', rank: 40, key: 'v' },
  wrong_number: { ...phone, aapor: '3.90', group: 'unknown_other', rank: 38, key: 'w' },
  disconnected: { ...phone, aapor: '3.90', group: 'unknown_other', rank: 36, key: 'c' },
  fax: { ...phone, aapor: '3.90', group: 'unknown_other', rank: 34, key: 'f' },
  undelivered: { ...post, aapor: '3.90', group: 'unknown_other', rank: 32, key: 'u' },
  unknown_other: { modes, aapor: '3.90', group: 'unknown_other', rank: 30, needsNote: true, key: 'k' },
  address_not_found: { ...visit, aapor: '3.18', group: 'unknown_household', rank: 28, key: 'q' },
  mailbox_unknown: { ...inTheEnd, aapor: '3.14', group: 'unknown_household', rank: 26 },
  always_busy: { ...inTheEnd, aapor: '3.12', group: 'unknown_household', rank: 24 },
  never_answered: { ...inTheEnd, aapor: '3.13', group: 'unknown_household', rank: 22 },
  technical_only: { ...inTheEnd, aapor: '3.16', group: 'unknown_household', rank: 20 },
  not_returned: { ...post, aapor: '3.19', group: 'unknown_household', rank: 10, key: 'n' },
  not_attempted: { ...inTheEnd, aapor: '3.11', group: 'unknown_household', rank: 0 },
} as const satisfies Record<string, FinalRow>;

export type FinalCode = keyof typeof finalRows;

const day = 24 * 60;
const promised = { ...spoken, becomes: 'no_interview', group: 'appointment' } as const;

/** What leaves a case open. */
export const interimRows = {
  refusal_soft: { ...explained, becomes: 'refusal_hard', rank: 78, delayMinutes: 2 * day, key: 's' },
  refusal_household: { ...explained, becomes: 'refused_by_household', rank: 70, delayMinutes: 2 * day, key: 'h' },
  // She said yes and was sent away, for now: a place that is given back may be hers.
  quota_full: { ...spoken, becomes: 'quota_filled', rank: 67, delayMinutes: 60 },
  language_other: { ...explained, becomes: 'language', rank: 66, delayMinutes: 60, key: 'g' },
  appointment: { ...promised, rank: 64, delayMinutes: 0, needsAppointment: true, key: 'a' },
  appointment_unsure: { ...promised, rank: 62, delayMinutes: day, key: 'e' },
  interrupted: { ...spoken, becomes: 'no_interview', rank: 58, delayMinutes: 30, key: 'j' },
  respondent_away: { ...spoken, becomes: 'never_available', rank: 50, delayMinutes: 240, key: 'y' },
  answering_machine_message: { ...phone, becomes: 'mailbox_known', rank: 47, delayMinutes: 240, key: 'z' },
  no_access: { ...visit, becomes: 'never_admitted', rank: 45, delayMinutes: day, key: 'z' },
  nobody_home: { ...visit, becomes: 'never_home', rank: 43, delayMinutes: 240, key: 'n' },
  answering_machine: { ...phone, becomes: 'mailbox_unknown', rank: 25, delayMinutes: 240, key: 'm' },
  busy: { ...phone, becomes: 'always_busy', rank: 23, delayMinutes: 30, key: 'b' },
  no_answer: { ...phone, becomes: 'never_answered', rank: 21, delayMinutes: 180, key: 'n' },
  technical: { ...phone, becomes: 'technical_only', rank: 19, delayMinutes: 60, key: 't' },
} as const satisfies Record<string, InterimRow>;
