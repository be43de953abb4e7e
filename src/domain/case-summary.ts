import { type Clock, type Complaint, isOpen, liveClock } from './complaint.ts';
import type { Sighted } from './sight.ts';

/** How a case ended. */
export type CaseOutcome = 'answered' | 'unanswered' | 'refused' | 'handed_over';

/** What figures know of a case: enough to count it and to say who may see it counted. */
export interface CaseSummary extends Sighted {
  readonly receivedAt: Date;
  /** When the hotline first passed it on, and whether within its allowance. */
  readonly forwardedAt?: Date;
  readonly forwardedInTime?: boolean;
  /** When it was over, answered or not; absent while it is open. */
  readonly doneAt?: Date;
  /** Absent while it is open. */
  readonly outcome?: CaseOutcome;
  /** The deadline that runs; absent while the clock stands, and when all is over. */
  readonly dueAt?: Date;
  /** A deadline of the handling was missed, in this pass or an earlier one. Being forwarded late is counted apart. */
  readonly missed: boolean;
  readonly reopened: number;
  /** The resident says that it was put right. */
  readonly confirmed: boolean;
  /** How satisfied the resident is with the handling, 1-5. */
  readonly handlingScore?: number;
}

/** The fields of a case that its summary is made of. */
export const summarised = [
  'class',
  'topic',
  'agency',
  'day',
  'state',
  'handlers',
  'watchers',
  'custodian',
  'receivedAt',
  'clocks',
  'resolvedAt',
  'closedAt',
  'reopenings',
  'confirmedAt',
  'handlingScore',
] as const satisfies readonly (keyof Complaint)[];

export function summaryOf(complaint: Pick<Complaint, (typeof summarised)[number]>): CaseSummary {
  const { clocks, resolvedAt, closedAt, reopenings, confirmedAt, handlingScore, receivedAt, ...sighted } = complaint;
  const forward = clocks.find(({ stage }) => stage === 'forward');
  const forwardedAt = clocks.some(({ stage }) => stage === 'process') ? forward?.stoppedAt : undefined;
  const doneAt = isOpen(complaint.state) ? undefined : (resolvedAt ?? clocks.at(-1)?.stoppedAt ?? closedAt);
  const dueAt = doneAt ? undefined : liveClock({ clocks })?.dueAt;
  const outcome = outcomeOf(complaint);
  return {
    ...sighted,
    receivedAt,
    ...(forward && forwardedAt ? { forwardedAt, forwardedInTime: !wasMissed(forward) } : {}),
    ...(doneAt ? { doneAt } : {}),
    ...(outcome ? { outcome } : {}),
    ...(dueAt ? { dueAt } : {}),
    missed: clocks.some((clock) => clock.stage === 'process' && wasMissed(clock)),
    reopened: reopenings,
    confirmed: confirmedAt !== undefined,
    ...(handlingScore === undefined ? {} : { handlingScore }),
  };
}

/** A deadline that was missed stays missed, also when more time is given or the clock stands still afterwards. */
const wasMissed = ({ dueAt, stoppedAt, breachedAt }: Clock): boolean =>
  breachedAt !== undefined || (dueAt !== undefined && stoppedAt !== undefined && stoppedAt > dueAt);

function outcomeOf({ state, resolvedAt }: Pick<Complaint, 'state' | 'resolvedAt'>): CaseOutcome | undefined {
  if (isOpen(state)) return undefined;
  if (state === 'refused' || state === 'handed_over') return state;
  return resolvedAt ? 'answered' : 'unanswered';
}

/** True when a deadline was missed, or has passed with the case still open. */
export const isLate = ({ missed, dueAt }: CaseSummary, asOf: Date): boolean =>
  missed || (dueAt !== undefined && asOf > dueAt);
