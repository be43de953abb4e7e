import type { Mode } from './campaign.ts';
import type { CityDay } from './city-day.ts';
import type { IntegrityDecision } from './integrity-decision.ts';
import type { Language } from './language.ts';
import type { OutcomeCode } from './outcome.ts';
import type { ItemAnswer } from './questionnaire.ts';

/**
 * Where a case stands. `listed`: in the frame, not drawn. `ready`: may be given out. `resting`: not before its
 * `callableFrom`, or until its appointment. `held`: with an interviewer. `final`: done with.
 */
export const surveyCaseStates = ['listed', 'ready', 'resting', 'held', 'final'] as const;
export type SurveyCaseState = (typeof surveyCaseStates)[number];

/** Stretches of the week in which different people are at home. */
export const callingWindows = ['morning', 'afternoon', 'evening', 'weekend'] as const;
export type CallingWindow = (typeof callingWindows)[number];

/** One try to reach somebody. */
export interface Attempt {
  readonly at: Date;
  /** Account and name of the interviewer. */
  readonly by: string;
  readonly name: string;
  readonly mode: Mode;
  readonly window: CallingWindow;
  readonly outcome: OutcomeCode;
  readonly note?: string;
}

export interface Appointment {
  readonly at: Date;
  /** The interviewer who was promised; nobody in particular when absent. */
  readonly with?: string;
  readonly note?: string;
}

/** Held by one interviewer until an instant; a tablet's lease has no end but the campaign's. */
export interface Lease {
  readonly by: string;
  readonly name: string;
  readonly since: Date;
  readonly until: Date;
  /** The tablet that took the case along. */
  readonly device?: string;
}

export interface GivenAnswer {
  readonly value: ItemAnswer;
  readonly at: Date;
}

/** The code under which the overall question stands among the answers. */
export const overallItem = 'overall';

/** An interview while it is made and after; answers are kept as they are given. */
export interface Interview {
  readonly by: string;
  readonly name: string;
  readonly mode: Mode;
  readonly language: Language;
  readonly startedAt: Date;
  /** The script that was read and agreed to. */
  readonly consent: { readonly version: number; readonly at: Date };
  /** By the item's code, with `overall` for the overall question. */
  readonly answers: Readonly<Record<string, GivenAnswer>>;
  /** When answers were taken back that were given before: one that arrives late does not return. */
  readonly takenBack?: Readonly<Record<string, Date>>;
  readonly finishedAt?: Date;
  /** Seconds at work on it, pauses left out. */
  readonly seconds?: number;
  readonly reasons?: readonly string[];
  readonly comment?: string;
  /** What the respondent wants put right, encrypted, until the response that carries it is recorded. */
  readonly complaint?: string;
  /** The response that was recorded. */
  readonly response?: string;
  readonly device?: string;
}

export const surveyDebts = ['response', 'place'] as const;
export type SurveyDebt = (typeof surveyDebts)[number];

/** One dossier of the frame and what became of asking its applicant. Contact data are elsewhere. */
export interface SurveyCase {
  readonly id: string;
  readonly campaign: string;
  readonly stratum: string;
  /** What the frame calls it; unique in its campaign. */
  readonly frameKey: string;
  readonly result: 'granted' | 'refused';
  readonly finishedOn: CityDay;
  /** Place in the draw, smallest first. */
  readonly lot: string;
  readonly state: SurveyCaseState;
  /** Who may be given it: a language that must be spoken, or `to:ACCOUNT`. */
  readonly queue: string;
  /** The language that must be spoken. */
  readonly language: Language;
  /** Where the contact lies, until the link is cut. */
  readonly respondent?: string;
  readonly attempts: readonly Attempt[];
  readonly attemptCount: number;
  /** Attempts by window. */
  readonly tried: Readonly<Record<CallingWindow, number>>;
  readonly callableFrom?: Date;
  readonly appointment?: Appointment;
  readonly lease?: Lease;
  readonly interview?: Interview;
  /** The final outcome. */
  readonly outcome?: OutcomeCode;
  readonly finalAt?: Date;
  /** A supervisor who ended it, and why, until the link is cut. */
  readonly endedBy?: { readonly account: string; readonly name: string; readonly note?: string };
  /** The place of the quota that it has, or is about to take: a new name for every taking. */
  readonly place?: string;
  /** The last decision about whether its interview counts. */
  readonly decided?: Pick<IntegrityDecision, 'n' | 'kind'>;
  /**
   * `place`: the place is not earned yet and must be given back when the interview fails. `response`: the interview is
   * finished, its answers are not recorded among the responses yet.
   */
  readonly owes: readonly SurveyDebt[];
  /** Grows with every change. */
  readonly revision: number;
}

/** Whether somebody has finished the interview of a case. */
export const isFinishedBy = ({ interview }: SurveyCase, account: string): boolean =>
  interview?.finishedAt !== undefined && interview.by === account;
