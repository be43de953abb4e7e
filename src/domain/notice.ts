/**
 * A letter that a case owes somebody. It stands in the case, written together with the step that caused it, and holds
 * `dueAt` only while it is owed: a query for that field finds everything that is still to be sent.
 */
export interface Notice {
  /** Tells the notices of one case apart: what it is and to whom. */
  readonly key: string;
  readonly kind: NoticeKind;
  /** The account it goes to; absent for the resident. */
  readonly account?: string;
  readonly state: 'owed' | 'sent' | 'failed';
  readonly attempts: number;
  readonly dueAt?: Date;
  readonly settledAt?: Date;
  /** Why the last attempt failed, without an address. */
  readonly error?: string;
}

/** `acknowledgement` tells the resident that her complaint arrived, `waiting` tells staff that a case waits for them. */
export type NoticeKind = 'acknowledgement' | 'waiting';

export const owedNotice = (kind: NoticeKind, dueAt: Date, account?: string): Notice => ({
  key: account ? `${kind}:${account}` : kind,
  kind,
  ...(account ? { account } : {}),
  state: 'owed',
  attempts: 0,
  dueAt,
});

/** An attempt that is not reported back within this time is taken for lost, in milliseconds. */
export const attemptLease = 5 * 60_000;

/** After this many attempts, about three days, a letter is given up and shown as failed. */
export const mostAttempts = 80;

const minute = 60_000;

/** When to try again after so many attempts: 1, 2, 4, 8, 16, 32 minutes, then every hour; up to a quarter later by `jitter` (0..1). */
export const nextAttemptAt = (failedAt: Date, attempts: number, jitter: number): Date =>
  new Date(failedAt.getTime() + Math.min(60, 2 ** (attempts - 1)) * minute * (1 + jitter / 4));
