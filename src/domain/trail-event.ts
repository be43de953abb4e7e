import type { Role } from './role.ts';

/** Everything that can happen to a case. */
export const eventKinds = [
  'received',
  'routed',
  'claimed',
  'released',
  'reclassified',
  'checked',
  'guard_lifted',
  'forwarded',
  'accepted',
  'handed_back',
  'asked',
  'added',
  'unanswered',
  'resolved',
  'refused',
  'handed_over',
  'quarantined',
  'opened',
  'unsealed',
  'purged',
  'contact_opened',
  'noted',
  'linked',
  'extension_asked',
  'extension_granted',
  'extension_declined',
  'warned',
  'breached',
  'escalated',
  'recomputed',
  'succeeded',
  'rerouted',
  'found',
  'finding_answered',
  'finding_judged',
  'finding_due',
  'drawn',
  'confirmed',
  'reopened',
  'handling_rated',
  'closed',
  'published',
  'notices_stopped',
  'notices_resumed',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** Who did it: a member of staff, the resident, or the system by itself. */
export interface Doer {
  readonly role: Role | 'resident' | 'system';
  readonly account?: string;
  readonly agency?: string;
}

/** What happened, before it has its place in a trail. */
export interface Happened<Changes> {
  readonly kind: EventKind;
  readonly changes?: Changes;
  /** Small facts for those who read the story: numbers, codes and instants, never what somebody wrote. */
  readonly about?: Readonly<Record<string, string | number | boolean | Date | readonly string[]>>;
  /** What somebody wrote. */
  readonly text?: string;
}

/** One step of a case. */
export interface TrailEvent<Changes> extends Happened<Changes> {
  /** 1 for the first. */
  readonly seq: number;
  readonly at: Date;
  readonly by: Doer;
  /** Stands for the text, which may be sealed or purged later without breaking the chain. */
  readonly textDigest?: string;
  /** The hash of the event before; empty for the first. */
  readonly previous: string;
  /** Keyed, over the case and everything above but the text. */
  readonly hash: string;
}

/** Events that leave what others decided as it was: whoever looked before them has not overlooked anything. */
const asides: ReadonlySet<EventKind> = new Set<EventKind>([
  'warned',
  'breached',
  'escalated',
  'recomputed',
  'noted',
  'linked',
  'guard_lifted',
  'contact_opened',
  'opened',
  'drawn',
  'finding_due',
  'handling_rated',
  'published',
  'notices_stopped',
  'notices_resumed',
]);

/** True for an event that somebody must know of before deciding anything. */
export const isTurn = (kind: EventKind): boolean => !asides.has(kind);

/** The number of the last such event. It tells nobody of asides that are hidden from her. */
export const lastTurn = (trail: readonly TrailEvent<unknown>[]): number =>
  trail.findLast(({ kind }) => isTurn(kind))?.seq ?? 0;
