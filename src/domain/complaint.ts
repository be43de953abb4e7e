import type { Allowance } from './allowance.ts';
import { channels } from './channel.ts';
import type { CityDay } from './city-day.ts';
import type { Run } from './clock.ts';
import type { Language } from './language.ts';
import type { Notice } from './notice.ts';
import type { Happened, TrailEvent } from './trail-event.ts';

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

/**
 * How the law treats it: a remark that asks for nothing, feedback on policy and procedure or on the conduct of
 * officials (phản ánh, kiến nghị), something broken in the city, a legal complaint (khiếu nại), a denunciation (tố cáo).
 */
export const complaintClasses = [
  'rating_comment',
  'feedback_policy',
  'feedback_conduct',
  'incident',
  'legal_complaint',
  'denunciation',
] as const;
export type ComplaintClass = (typeof complaintClasses)[number];

/** Besides the channels of ratings: a mail to the hotline, the city's app, a letter on paper. */
export const complaintChannels = [...channels, 'email', 'app', 'letter'] as const;
export type ComplaintChannel = (typeof complaintChannels)[number];

export const severities = ['ordinary', 'grave'] as const;
export type Severity = (typeof severities)[number];

/** Topics about the conduct of people, whatever class a case was given. */
export const conductTopics: readonly Topic[] = ['attitude', 'harassment'];

/** The class that a topic has when nobody says otherwise. */
export const classOf = (topic: Topic): ComplaintClass =>
  conductTopics.includes(topic) ? 'feedback_conduct' : 'feedback_policy';

/**
 * The topic of a complaint that came with a rating and named none: the gravest of the reasons ticked, so that a word
 * about conduct takes the way of conduct. Reasons and topics share their codes but for lateness.
 */
export function topicFrom(reasons: readonly string[]): Topic | undefined {
  const named = reasons.map((reason) => (reason === 'late' ? 'late_file' : reason));
  const gravity: readonly Topic[] = ['harassment', 'attitude', ...topics];
  return gravity.find((topic) => named.includes(topic));
}

/**
 * `received` arrived; `routed` waits at the hotline to be checked and forwarded; `forwarded` waits for the agency;
 * `in_progress` is in its hands; `awaiting_information` waits for the resident, the clock stands; `resolved` is answered
 * as the agency says; `closed` is over; `refused` was not accepted; `handed_over` went to the legal channel;
 * `quarantined` is a denunciation.
 */
export const complaintStates = [
  'received',
  'routed',
  'forwarded',
  'in_progress',
  'awaiting_information',
  'resolved',
  'closed',
  'refused',
  'handed_over',
  'quarantined',
] as const;
export type ComplaintState = (typeof complaintStates)[number];

/** States in which somebody still has to do something about the matter. */
export const openStates = [
  'received',
  'routed',
  'forwarded',
  'in_progress',
  'awaiting_information',
] as const satisfies readonly ComplaintState[];
export const isOpen = (state: ComplaintState): boolean => (openStates as readonly ComplaintState[]).includes(state);

/** Which part of the way a clock measures. */
export const stages = ['forward', 'process', 'publish'] as const;
export type Stage = (typeof stages)[number];

/** One stretch of the way with its deadline. At most the last of a case still runs. */
export interface Clock extends Run {
  readonly stage: Stage;
  /** The policy it follows and the day its version is from. */
  readonly policy: { readonly code: string; readonly from: CityDay };
  /** Absent while it stands still. */
  readonly dueAt?: Date;
  readonly warnAt?: Date;
  readonly warnedAt?: Date;
  readonly breachedAt?: Date;
  /** When the next level above is told, and how many were. */
  readonly escalateAt?: Date;
  readonly level: number;
  readonly stoppedAt?: Date;
}

/** What the monitor found, and the answer it asks of an agency by a day. Nobody else can change a word of it. */
export interface Finding {
  /** The number of the event that recorded it. */
  readonly id: number;
  readonly kind: 'finding' | 'recommendation';
  readonly agency: string;
  readonly answerBy: Date;
  readonly remindedAt?: Date;
  readonly answeredAt?: Date;
  /** The monitor's word on the answer. */
  readonly accepted?: boolean;
}

/** The one extension that a case may be given. */
export interface Extension {
  readonly allowance: Allowance;
  readonly state: 'asked' | 'granted' | 'declined';
}

/** What changes in a case; every change of it is an event of the trail, and the trail alone gives it again. */
export interface Standing {
  readonly class: ComplaintClass;
  readonly topic: Topic;
  readonly severity: Severity;
  /** The unit complained about. */
  readonly agency: string;
  readonly procedure?: string;
  readonly state: ComplaintState;
  /** True when a person has looked at class and topic. */
  readonly checked: boolean;
  /** Agencies that must act, and agencies that may look on. */
  readonly handlers: readonly string[];
  readonly watchers: readonly string[];
  /** Whom the rules propose to forward it to, and which rule said so. */
  readonly proposed: readonly string[];
  readonly rule?: { readonly version: number; readonly code: string };
  /** The code of the deadline policy. */
  readonly policy: string;
  /** Who of the hotline works on it, and until when nobody else may. */
  readonly claim?: { readonly account: string; readonly until: Date };
  readonly clocks: readonly Clock[];
  readonly extension?: Extension;
  /** Until when the resident is waited for, while information is wanted. */
  readonly waitingUntil?: Date;
  /** When the agency answered last, and until when the resident may reopen. */
  readonly resolvedAt?: Date;
  readonly reopenUntil?: Date;
  readonly closedAt?: Date;
  readonly reopenings: number;
  /** The resident says that it was put right. */
  readonly confirmedAt?: Date;
  /** How satisfied the resident is with the handling, 1-5. */
  readonly handlingScore?: number;
  /** Other cases about the same matter. */
  readonly links: readonly string[];
  readonly findings: readonly Finding[];
  /** What the public may read of the answer, or why it may not. */
  readonly publication?: { readonly text?: string; readonly withheld?: string };
  /** Home Affairs or the monitor agreed that it need not be guarded as one about conduct. */
  readonly guardLifted?: boolean;
  /** The one account that may open a denunciation. */
  readonly custodian?: string;
  readonly noticesStopped: boolean;
}

/** What a case becomes by an event; `null` takes a field away. */
export type Changes = { readonly [Key in keyof Standing]?: Standing[Key] | null };

/** What happened to a case, before and after it has its place in the trail. */
export type Happening = Happened<Changes>;
export type CaseEvent = TrailEvent<Changes>;

/** A case. It knows nothing of a rating that it may have begun with, and that rating nothing of it. */
export interface Complaint extends Standing {
  readonly id: string;
  /** What was said. Absent while it lies sealed, and after it was handed over and purged. */
  readonly content?: string;
  /** What was said in a denunciation, with every other text of the case, encrypted. */
  readonly sealed?: string;
  /** The city day on which it happened, and the time of day and the place as the resident puts them. */
  readonly day: CityDay;
  readonly time?: string;
  readonly place?: string;
  readonly dossierCode?: string;
  readonly receivedAt: Date;
  readonly channel: ComplaintChannel;
  readonly language: Language;
  readonly consent: Consent;
  /** The agency shall not learn the name, also not where it handles the case. */
  readonly nameKept: boolean;
  /** How many files came with it. */
  readonly attachments: number;
  /** Where the contact data lie, encrypted and apart. */
  readonly contact?: string;
  /** Which version of calendar and policies its deadlines are computed from. */
  readonly basis: number;
  readonly trail: readonly CaseEvent[];
  readonly notices: readonly Notice[];
}

/** What was agreed to, in which wording, by which way and when. */
export interface Consent {
  readonly purpose: 'handling';
  readonly textVersion: string;
  readonly channel: ComplaintChannel;
  readonly at: Date;
}

/** The clock that runs or stands, if any does. */
export const liveClock = ({ clocks }: Pick<Complaint, 'clocks'>): Clock | undefined => {
  const last = clocks.at(-1);
  return last?.stoppedAt === undefined ? last : undefined;
};

/**
 * True when a case is about the conduct of people, so that the law of conflict of interest holds. A topic of conduct
 * is enough: a wrong class must not open the case to those it is about.
 */
export const concernsConduct = ({ class: itsClass, topic }: Pick<Complaint, 'class' | 'topic'>): boolean =>
  itsClass === 'feedback_conduct' || itsClass === 'denunciation' || conductTopics.includes(topic);

/** What staff call a case among themselves. */
export const referenceOf = ({ id }: Pick<Complaint, 'id'>): string => id.slice(0, 8).toUpperCase();
