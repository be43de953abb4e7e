import type { Connection } from 'mongoose';
import type { Notice, NoticeOutcome } from '../domain/notice.ts';
import type { Sighted } from '../domain/sight.ts';
import { complaintModel } from './complaint-schema.ts';

/** A letter that could not be sent, with as much of its case as says who may know of it. */
export interface FailedNotice extends Sighted {
  readonly id: string;
  readonly notice: Notice;
}

/** The letters that cases owe. They stand in the cases, and are paid for by themselves. */
export interface NoticeBook {
  /** Takes one notice of a case that is due and hides it from others until `leaseUntil`. */
  claim(id: string, now: Date, leaseUntil: Date): Promise<Notice | undefined>;
  /** Records how the attempt of that number ended; changes nothing when a later one has begun. */
  settle(id: string, notice: Pick<Notice, 'key' | 'attempts'>, outcome: NoticeOutcome): Promise<void>;
  /** Cases with a notice that fell due up to an instant. */
  owed(before: Date, limit: number): Promise<string[]>;
  /** The failed letters of at most so many cases, those of the newest cases first. */
  failed(limit: number): Promise<FailedNotice[]>;
  /** Owes a failed letter again, from `now` on. Does nothing to one that has not failed. */
  retry(id: string, key: string, now: Date): Promise<void>;
  ensureIndexes(): Promise<void>;
}

export function noticeBook(connection: Connection): NoticeBook {
  const model = complaintModel(connection);
  const whereFailed = { 'notices.state': 'failed' };
  return {
    async claim(id, now, leaseUntil) {
      const found = await model.findById(id, { notices: 1 }).lean();
      const due = found?.notices.find(({ dueAt }) => dueAt !== undefined && dueAt <= now);
      if (!due) return undefined;
      const { matchedCount } = await model.updateOne(
        { _id: id, notices: { $elemMatch: { key: due.key, state: 'owed', attempts: due.attempts } } },
        { $set: { 'notices.$.dueAt': leaseUntil }, $inc: { 'notices.$.attempts': 1 } },
      );
      return matchedCount === 1 ? { ...due, attempts: due.attempts + 1, dueAt: leaseUntil } : undefined;
    },
    async settle(id, { key, attempts }, outcome) {
      const { at, via, state } = outcome;
      const retryAt = state === 'failed' ? outcome.retryAt : undefined;
      await model.updateOne(
        { _id: id, notices: { $elemMatch: { key, state: 'owed', attempts } } },
        {
          $set: {
            'notices.$.state': retryAt ? 'owed' : state,
            ...(retryAt ? { 'notices.$.dueAt': retryAt } : { 'notices.$.settledAt': at }),
            ...(via ? { 'notices.$.via': via } : {}),
            ...(state === 'sent' ? {} : { 'notices.$.error': outcome.error }),
          },
          $unset: {
            ...(retryAt ? {} : { 'notices.$.dueAt': 1 }),
            ...(state === 'sent' ? { 'notices.$.error': 1 } : {}),
          },
        },
      );
    },
    owed: async (before, limit) =>
      (
        await model
          .find({ 'notices.dueAt': { $lte: before } }, { _id: 1 })
          .limit(limit)
          .lean()
      ).map(({ _id }) => _id),
    async failed(limit) {
      const wanted = { class: 1, topic: 1, agency: 1, day: 1, state: 1, handlers: 1, watchers: 1, custodian: 1 };
      const found = await model
        .find(whereFailed, { ...wanted, notices: 1 })
        .sort({ receivedAt: -1 })
        .limit(limit)
        .lean();
      return found.flatMap(({ _id, notices, ...sighted }) =>
        notices.filter(({ state }) => state === 'failed').map((notice) => ({ id: _id, ...sighted, notice })),
      );
    },
    async retry(id, key, now) {
      await model.updateOne(
        { _id: id, notices: { $elemMatch: { key, state: 'failed' } } },
        {
          $set: { 'notices.$.state': 'owed', 'notices.$.attempts': 0, 'notices.$.dueAt': now },
          $unset: { 'notices.$.settledAt': 1, 'notices.$.error': 1 },
        },
      );
    },
    async ensureIndexes() {
      await model.collection.createIndex(
        { receivedAt: -1 },
        { name: 'failed-notices', partialFilterExpression: whereFailed },
      );
    },
  };
}
