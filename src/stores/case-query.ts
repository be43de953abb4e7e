import type { QueryFilter } from 'mongoose';
import {
  type ComplaintClass,
  type ComplaintState,
  conductTopics,
  openStates,
  type Topic,
} from '../domain/complaint.ts';
import type { EventKind } from '../domain/trail-event.ts';
import type { ComplaintDocument } from './complaint-schema.ts';

/** Which cases are wanted; every condition named must hold. Denunciations are found by their custodian alone. */
export interface CaseFilter {
  readonly handler?: string;
  /** Handles or watches. */
  readonly involved?: string;
  /** The units complained about. */
  readonly agencies?: readonly string[];
  readonly states?: readonly ComplaintState[];
  readonly classes?: readonly ComplaintClass[];
  readonly topics?: readonly Topic[];
  readonly receivedFrom?: Date;
  readonly receivedBefore?: Date;
  /** A deadline that still runs was missed. */
  readonly breached?: boolean;
  /** More time was asked for, and nobody has decided yet. */
  readonly extensionAsked?: boolean;
  /** About the conduct of people, by class or by topic. */
  readonly conduct?: boolean;
  /** The monitor waits for an agency's answer to what it found, or has an answer to judge. */
  readonly finding?: 'owed' | 'answered';
  /** Something of this kind happened to it. */
  readonly happened?: EventKind;
  /** The account that claimed it last. */
  readonly claimedBy?: string;
  /** The first characters of the case's reference. */
  readonly reference?: string;
  readonly dossierCode?: string;
  readonly ids?: readonly string[];
  /** Contacts, as the contact store finds them by phone. */
  readonly contacts?: readonly string[];
  readonly custodian?: string;
  /** The public may read of it. */
  readonly published?: boolean;
}

export interface ListOptions {
  readonly sort: 'oldest' | 'newest' | 'due' | 'answered';
  readonly limit: number;
  readonly skip?: number;
}

export const order = {
  oldest: { receivedAt: 1, _id: 1 },
  newest: { receivedAt: -1, _id: 1 },
  due: { alarmAt: 1, _id: 1 },
  answered: { resolvedAt: -1, _id: 1 },
} as const;

const findingIs = {
  owed: { answeredAt: { $exists: false } },
  answered: { answeredAt: { $exists: true }, accepted: { $ne: true } },
} as const;

export function queryOf(filter: CaseFilter): QueryFilter<ComplaintDocument> {
  const { handler, involved, agencies, states, classes, topics, receivedFrom, receivedBefore } = filter;
  const {
    breached,
    conduct,
    finding,
    extensionAsked,
    happened,
    claimedBy,
    reference,
    dossierCode,
    ids,
    contacts,
    custodian,
  } = filter;
  const query: Record<string, unknown> = {
    class: custodian === undefined ? { $ne: 'denunciation' } : 'denunciation',
    ...(custodian === undefined ? {} : { custodian }),
    ...(handler === undefined ? {} : { handlers: handler }),
    ...(involved === undefined ? {} : { $or: [{ handlers: involved }, { watchers: involved }] }),
    ...(agencies ? { agency: { $in: [...agencies] } } : {}),
    ...(states ? { state: { $in: [...states] } } : {}),
    ...(topics ? { topic: { $in: [...topics] } } : {}),
    ...(breached
      ? { ticking: true, clocks: { $elemMatch: { breachedAt: { $exists: true }, stoppedAt: { $exists: false } } } }
      : {}),
    ...(conduct ? { $and: [{ $or: [{ class: 'feedback_conduct' }, { topic: { $in: conductTopics } }] }] } : {}),
    ...(finding === undefined ? {} : { findings: { $elemMatch: findingIs[finding] } }),
    ...(happened === undefined ? {} : { 'trail.kind': happened }),
    ...(claimedBy === undefined ? {} : { 'claim.account': claimedBy }),
    ...(extensionAsked ? { 'extension.state': 'asked', state: { $in: openStates } } : {}),
    ...(dossierCode === undefined ? {} : { dossierCode }),
    ...(filter.published ? { 'publication.text': { $exists: true } } : {}),
    ...(contacts ? { contact: { $in: [...contacts] } } : {}),
  };
  if (classes) query['class'] = { $in: classes.filter((one) => one !== 'denunciation') };
  if (receivedFrom ?? receivedBefore)
    query['receivedAt'] = {
      ...(receivedFrom ? { $gte: receivedFrom } : {}),
      ...(receivedBefore ? { $lt: receivedBefore } : {}),
    };
  const start = reference?.toLowerCase();
  if (start !== undefined) query['_id'] = /^[0-9a-f]{4,24}$/.test(start) ? { $gte: start, $lt: `${start}g` } : '';
  if (ids) query['_id'] = { $in: [...ids] };
  return query;
}
