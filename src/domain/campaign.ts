import type { Period } from './city-day.ts';
import type { Language } from './language.ts';

/** How people are asked in a campaign; each is also a channel of the answers. */
export const modes = ['phone', 'face_to_face', 'post'] as const;
export type Mode = (typeof modes)[number];

export const campaignStates = ['draft', 'open', 'closed'] as const;
export type CampaignState = (typeof campaignStates)[number];

/** Whose dossiers count: those that got what they asked for, those refused, or both, as SIPAS wants. */
export const resultKinds = ['all', 'granted', 'refused'] as const;
export type ResultKind = (typeof resultKinds)[number];

/** The dossiers that were finished on these days. */
export interface Population extends Period {
  /** The unit that handled them, with everything below it. */
  readonly agency?: string;
  readonly procedure?: string;
  readonly results: ResultKind;
}

/**
 * How many completed interviews each stratum needs: by the ministry's formula n = N / (1 + N e²) over the whole
 * population, shared out in proportion; by the formula in each stratum; or a fixed number for each stratum.
 */
export type Sizing =
  | { readonly kind: 'formula'; readonly margin: number; readonly within: 'campaign' | 'stratum' }
  | { readonly kind: 'quota'; readonly each: number };

/** When and how often people may be called. Times are `HH:MM` in the city; weekdays with 0 for Sunday. */
export interface CallingRules {
  readonly weekdays: readonly number[];
  readonly from: string;
  readonly to: string;
  readonly onHolidays: boolean;
  /** Most attempts at one case, in all and on one day. */
  readonly attempts: number;
  readonly attemptsPerDay: number;
  /** How long a case stays with an interviewer who is not heard from. */
  readonly leaseMinutes: number;
}

/** One stratum: the dossiers of one procedure at one agency. */
export interface Stratum {
  readonly agency: string;
  readonly procedure: string;
}

export const stratumKey = ({ agency, procedure }: Stratum): string => `${agency} ${procedure}`;

export function stratumOf(key: string): Stratum {
  const [agency = '', procedure = ''] = key.split(' ');
  return { agency, procedure };
}

/** One draw from the frame; with the same frame and seed anybody draws the same cases. */
export interface CampaignDraw {
  readonly seed: string;
  readonly at: Date;
  readonly by: string;
  readonly strata: readonly DrawnStratum[];
}

export interface DrawnStratum {
  readonly stratum: string;
  /** Dossiers of the stratum in the frame, N. */
  readonly population: number;
  /** Completed interviews wanted, n. */
  readonly wanted: number;
  /** Cases drawn now. */
  readonly drawn: number;
}

export interface TeamMember {
  readonly account: string;
  readonly name: string;
  readonly languages: readonly Language[];
}

/** What was decided about a campaign, newest last. */
export interface CampaignEvent {
  readonly kind:
    | 'created'
    | 'changed'
    | 'frame'
    | 'frame-cleared'
    | 'drawn'
    | 'opened'
    | 'closed'
    | 'unlinked'
    | 'team';
  readonly at: Date;
  readonly by: string;
  readonly note?: string;
}

export const campaignDebts = ['frame', 'draw', 'closing'] as const;
export type CampaignDebt = (typeof campaignDebts)[number];

/** A wave of interviews with one version of a questionnaire. */
export interface Campaign {
  readonly id: string;
  readonly title: string;
  readonly questionnaire: { readonly code: string; readonly version: number };
  readonly modes: readonly Mode[];
  /** The days of the fieldwork. */
  readonly period: Period;
  readonly population: Population;
  readonly sizing: Sizing;
  /** Cases drawn for each completed interview wanted: 1 draws no more than are wanted, 5 is the most. */
  readonly oversampling: number;
  readonly calling: CallingRules;
  /** Version of the consent script that is read aloud. */
  readonly consent: number;
  /** Share of the finished interviews that is called back, 0 to 1. */
  readonly backChecks: number;
  /** Share of the paper slips that is entered twice, 0 to 1. */
  readonly doubleEntry: number;
  /** How many days after the closing the link between contact and answers is cut. */
  readonly linkDays: number;
  readonly team: readonly TeamMember[];
  readonly draws: readonly CampaignDraw[];
  readonly state: CampaignState;
  readonly createdAt: Date;
  readonly closedAt?: Date;
  readonly unlinkedAt?: Date;
  /** A frame that is being taken in, a draw or a closing that was decided: it may not be carried out to the end. */
  readonly owes: readonly CampaignDebt[];
  /** Grows with every change. */
  readonly revision: number;
  readonly events: readonly CampaignEvent[];
}

/** A supervisor, as the record of what was decided names her. */
export interface Supervisor {
  readonly id: string;
  readonly name: string;
}
