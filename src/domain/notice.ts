/** What a kind of letter is like. */
interface Nature {
  readonly for: 'resident' | 'staff';
  /** A short message goes to the telephone of a resident who gave no mail address. */
  readonly texted?: true;
  /** Goes out for a denunciation too; of that nobody is told anything else. */
  readonly evenSealed?: true;
}

/** Every kind of letter there is. Its words are `mail:KIND-headline` and `-body`; a texted one has `-sms` too. */
const noticeNatures = {
  acknowledgement: { for: 'resident', texted: true, evenSealed: true },
  reclassified: { for: 'resident' },
  forwarded: { for: 'resident' },
  asked: { for: 'resident', texted: true },
  resolved: { for: 'resident', texted: true },
  refused: { for: 'resident' },
  handed_over: { for: 'resident', texted: true },
  reopened: { for: 'resident' },
  closed: { for: 'resident' },
  late: { for: 'resident', texted: true },
  extended: { for: 'resident' },
  waiting: { for: 'staff' },
  warned: { for: 'staff' },
  breached: { for: 'staff' },
  escalated: { for: 'staff' },
  information_added: { for: 'staff' },
  reopened_staff: { for: 'staff' },
  handed_back: { for: 'staff' },
  extension_asked: { for: 'staff' },
  extension_decided: { for: 'staff' },
  finding: { for: 'staff' },
  finding_answered: { for: 'staff' },
  finding_due: { for: 'staff' },
  sealed_waiting: { for: 'staff', evenSealed: true },
} as const satisfies Record<string, Nature>;

/** `sealed_waiting` tells the one officer of denunciations that there is something to open, and nothing else. */
export type NoticeKind = keyof typeof noticeNatures;
export const noticeKinds = Object.keys(noticeNatures) as readonly NoticeKind[];

export const natureOf = (kind: NoticeKind): Nature => noticeNatures[kind];

/** `withheld`: not to be sent any more, since the resident stopped it, the reader may not know, or there is no way to go. */
type NoticeState = 'owed' | 'sent' | 'failed' | 'withheld';

/** Which way a letter goes. */
export type NoticeWay = 'mail' | 'sms';

/**
 * A letter that a case owes somebody. It stands in the case, written together with the step that caused it, and holds
 * `dueAt` only while it is owed: a query for that field finds everything that is still to be sent.
 */
export interface Notice {
  /** Tells the notices of one case apart: what it is, to whom, and which step of the case caused it. */
  readonly key: string;
  readonly kind: NoticeKind;
  /** The account it goes to; absent for the resident. */
  readonly account?: string;
  readonly state: NoticeState;
  readonly attempts: number;
  readonly dueAt?: Date;
  readonly settledAt?: Date;
  /** Which way it went or was to go; absent until it is tried. */
  readonly via?: NoticeWay;
  /** Why the last attempt failed, or why it is withheld, without an address. */
  readonly error?: string;
}

/**
 * A notice that is owed from an instant on. `step` is the number of the event that causes it: a case may be resolved
 * twice, and each time is a letter of its own.
 */
export const owedNotice = (kind: NoticeKind, dueAt: Date, account?: string, step = 1): Notice => ({
  key: [kind, account, step].filter((part) => part !== undefined).join(':'),
  kind,
  ...(account ? { account } : {}),
  state: 'owed',
  attempts: 0,
  dueAt,
});

/** How an attempt ended; `retryAt` when it is to be tried again. */
export type NoticeOutcome = { readonly at: Date; readonly via?: NoticeWay } & (
  | { readonly state: 'sent' }
  | { readonly state: 'withheld'; readonly error: string }
  | { readonly state: 'failed'; readonly error: string; readonly retryAt?: Date }
);

/**
 * What became of an attempt. `permanent`: trying again is of no use. `away`: it says nothing about this letter, others
 * would fare the same just now. `reason` names no address.
 */
export type Delivery =
  | { readonly delivered: true }
  | { readonly delivered: false; readonly permanent: boolean; readonly away: boolean; readonly reason: string };

/** An attempt that is not reported back within this time is taken for lost, in milliseconds. */
export const attemptLease = 5 * 60_000;

/** After this many attempts, about three days, a letter is given up and shown as failed. */
export const mostAttempts = 80;

const minute = 60_000;

/** When to try again after so many attempts: 1, 2, 4, 8, 16, 32 minutes, then every hour; up to a quarter later by `jitter` (0..1). */
export const nextAttemptAt = (failedAt: Date, attempts: number, jitter: number): Date =>
  new Date(failedAt.getTime() + Math.min(60, 2 ** (attempts - 1)) * minute * (1 + jitter / 4));
