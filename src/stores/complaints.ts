import type { Connection } from 'mongoose';
import type { Complaint, ComplaintClass } from '../domain/complaint.ts';
import type { Notice } from '../domain/notice.ts';
import type { Route } from '../domain/routing.ts';
import { type ComplaintDocument, complaintSchema } from './complaint-schema.ts';

/** What makes a case arrive once, and findable by who opened it. */
export interface ComplaintKeys {
  readonly trackingHash: string;
  readonly openerHash: string;
  /** Hash of what was sent, by which a repeat is told from another complaint under the same key. */
  readonly fingerprint: string;
}

/** How an attempt to send a notice ended; `retryAt` when it is to be tried again. */
export type NoticeOutcome =
  | { readonly state: 'sent'; readonly at: Date }
  | { readonly state: 'failed'; readonly at: Date; readonly error: string; readonly retryAt?: Date };

/** What a repeat is compared with, and answered by. */
export type StandingCase = Pick<ComplaintKeys, 'fingerprint'> & Pick<Complaint, 'receivedAt'>;

export interface ComplaintStore {
  /** Keeps a new case; gives the one that stands under the same tracking code, if there is one. */
  insert(complaint: Complaint, keys: ComplaintKeys): Promise<StandingCase | undefined>;
  find(id: string): Promise<Complaint | undefined>;
  findByOpener(openerHash: string): Promise<Complaint | undefined>;
  /** Moves a received case on, with its event and the notices it causes; `undefined` when somebody was first. */
  route(id: string, route: Route, at: Date, notices: readonly Notice[]): Promise<Complaint | undefined>;
  /** Takes one notice that is due and hides it from others until `leaseUntil`. */
  claimNotice(id: string, now: Date, leaseUntil: Date): Promise<{ complaint: Complaint; notice: Notice } | undefined>;
  /** Records how the attempt of that number ended; changes nothing when a later one has begun. */
  settleNotice(id: string, notice: Pick<Notice, 'key' | 'attempts'>, outcome: NoticeOutcome): Promise<void>;
  /** Cases received up to an instant that nobody routed. */
  owedRoutes(before: Date, limit: number): Promise<string[]>;
  /** Cases with a notice that fell due up to an instant. */
  owedNotices(before: Date, limit: number): Promise<string[]>;
  /** Cases that an agency handles (or, on request, also those it watches), oldest first. */
  ofAgency(agency: string, watchedToo: boolean, limit: number): Promise<Complaint[]>;
  /** All cases, newest first. */
  latest(limit: number, ofClass?: ComplaintClass): Promise<Complaint[]>;
  ensureIndexes(): Promise<void>;
}

export function complaintStore(connection: Connection): ComplaintStore {
  const model = connection.model<ComplaintDocument>('Complaint', complaintSchema);
  const ids = (found: readonly { _id: string }[]): string[] => found.map(({ _id }) => _id);
  return {
    async insert({ id, ...complaint }, keys) {
      try {
        await model.create([{ _id: id, ...complaint, ...keys, owes: ['route'] }]);
        return undefined;
      } catch (error) {
        const standing = await model
          .findOne({ trackingHash: keys.trackingHash }, { fingerprint: 1, receivedAt: 1 })
          .lean();
        if (!standing) throw error;
        return standing;
      }
    },
    find: async (id) => complaintOf(await model.findById(id).lean()),
    findByOpener: async (openerHash) => complaintOf(await model.findOne({ openerHash }).lean()),
    route: async (id, { handlers, watchers }, at, notices) =>
      complaintOf(
        await model
          .findOneAndUpdate(
            { _id: id, state: 'received', owes: 'route' },
            {
              $set: { state: 'routed', handlers: [...handlers], watchers: [...watchers] },
              $pull: { owes: 'route' },
              $push: { history: { at, kind: 'routed' }, notices: { $each: [...notices] } },
            },
            { returnDocument: 'after' },
          )
          .lean(),
      ),
    async claimNotice(id, now, leaseUntil) {
      const before = complaintOf(await model.findById(id).lean());
      const due = before?.notices.find(({ dueAt }) => dueAt !== undefined && dueAt <= now);
      if (!due) return undefined;
      const claimed = await model
        .findOneAndUpdate(
          { _id: id, notices: { $elemMatch: { key: due.key, state: 'owed', attempts: due.attempts } } },
          { $set: { 'notices.$.dueAt': leaseUntil }, $inc: { 'notices.$.attempts': 1 } },
          { returnDocument: 'after' },
        )
        .lean();
      const complaint = complaintOf(claimed);
      const notice = complaint?.notices.find(({ key }) => key === due.key);
      return complaint && notice ? { complaint, notice } : undefined;
    },
    async settleNotice(id, { key, attempts }, outcome) {
      const retryAt = outcome.state === 'failed' ? outcome.retryAt : undefined;
      const state = retryAt ? 'owed' : outcome.state;
      await model.updateOne(
        { _id: id, notices: { $elemMatch: { key, state: 'owed', attempts } } },
        {
          $set: {
            'notices.$.state': state,
            ...(retryAt ? { 'notices.$.dueAt': retryAt } : { 'notices.$.settledAt': outcome.at }),
            ...(outcome.state === 'failed' ? { 'notices.$.error': outcome.error } : {}),
          },
          $unset: {
            ...(retryAt ? {} : { 'notices.$.dueAt': 1 }),
            ...(outcome.state === 'sent' ? { 'notices.$.error': 1 } : {}),
          },
        },
      );
    },
    owedRoutes: async (before, limit) =>
      ids(
        await model
          .find({ owes: 'route', receivedAt: { $lte: before } }, { _id: 1 })
          .sort({ receivedAt: 1 })
          .limit(limit)
          .lean(),
      ),
    owedNotices: async (before, limit) =>
      ids(
        await model
          .find({ 'notices.dueAt': { $lte: before } }, { _id: 1 })
          .limit(limit)
          .lean(),
      ),
    ofAgency: async (agency, watchedToo, limit) =>
      complaintsOf(
        await model
          .find(watchedToo ? { $or: [{ handlers: agency }, { watchers: agency }] } : { handlers: agency })
          .sort({ receivedAt: 1 })
          .limit(limit)
          .lean(),
      ),
    latest: async (limit, ofClass) =>
      complaintsOf(
        await model
          .find(ofClass ? { class: ofClass } : {})
          .sort({ receivedAt: -1 })
          .limit(limit)
          .lean(),
      ),
    ensureIndexes: async () => void (await model.ensureIndexes()),
  };
}

function complaintOf(document: ComplaintDocument | null): Complaint | undefined {
  if (!document) return undefined;
  const { _id, trackingHash: _code, openerHash: _opener, fingerprint: _print, owes: _owes, ...rest } = document;
  return { id: _id, ...rest };
}

const complaintsOf = (documents: readonly ComplaintDocument[]): Complaint[] =>
  documents.map((document) => complaintOf(document) as Complaint);
