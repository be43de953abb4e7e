import type { Connection } from 'mongoose';
import type { CallingWindow, Lease, SurveyCase } from '../domain/survey-case.ts';
import { caseOf, surveyCaseCollection } from './survey-case-collection.ts';

/** Where the next case is looked for. */
export interface Search {
  readonly campaign: string;
  readonly queue: string;
  /** In this stratum; in any but `not`, when absent. */
  readonly stratum?: string;
  readonly not?: readonly string[];
  readonly window: CallingWindow;
}

/** The cases that may be called, one of which is the next; and what becomes callable with time. */
export interface CallableCaseStore {
  /** Gives the best ready case of a queue to somebody, in one write. */
  claimReady(search: Search, lease: Lease): Promise<SurveyCase | undefined>;
  /** Gives a due appointment to somebody; another's promise only when it is `overdue`. */
  claimAppointment(
    campaign: string,
    due: {
      readonly by: Date;
      readonly after?: Date;
      readonly overdue: Date;
      readonly queues: readonly string[];
      readonly full: readonly string[];
    },
    lease: Lease,
  ): Promise<SurveyCase | undefined>;
  /** Held, but nobody was heard from in time. */
  lapsed(before: Date, limit: number): Promise<string[]>;
  /** Makes ready whose rest is over; gives how many. */
  wake(now: Date, limit: number): Promise<number>;
  /** When the next case of a campaign has rested, after an instant. */
  nextRested(campaign: string, now: Date): Promise<Date | undefined>;
}

export function callableCaseStore(connection: Connection): CallableCaseStore {
  const { collection, all, ids } = surveyCaseCollection(connection);
  const claim = async (filter: object, sort: Record<string, 1 | -1>, lease: Lease) => {
    const found = await collection().findOneAndUpdate(
      filter,
      { $set: { state: 'held', lease }, $inc: { revision: 1 } },
      { sort, returnDocument: 'after' },
    );
    return found ? caseOf(found) : undefined;
  };

  return {
    claimReady: ({ campaign, queue, stratum, not = [], window }, lease) =>
      claim(
        { campaign, queue, stratum: stratum ?? { $nin: [...not] }, state: 'ready' },
        { [`tried.${window}`]: 1, attemptCount: 1, lot: 1 },
        lease,
      ),
    claimAppointment: (campaign, { by, after, overdue, queues, full }, lease) =>
      claim(
        {
          campaign,
          state: { $in: ['ready', 'resting'] },
          owes: { $ne: 'place' },
          stratum: { $nin: [...full] },
          'appointment.at': { $lte: by, ...(after ? { $gt: after } : {}) },
          $or: [
            { 'appointment.with': lease.by },
            { 'appointment.with': { $exists: false }, queue: { $in: [...queues] } },
            { 'appointment.at': { $lte: overdue }, queue: { $in: [...queues] } },
          ],
        },
        { 'appointment.at': 1 },
        lease,
      ),
    lapsed: (before, limit) => ids({ state: 'held', 'lease.until': { $lte: before } }, { 'lease.until': 1 }, limit),
    async wake(now, limit) {
      const rested = { state: 'resting', callableFrom: { $lte: now } } as const;
      const waiting = { appointment: { $exists: false }, owes: { $ne: 'place' } } as const;
      const found = await ids({ ...rested, ...waiting }, { callableFrom: 1 }, limit);
      if (found.length === 0) return 0;
      const { modifiedCount } = await collection().updateMany(
        { _id: { $in: found }, ...rested, ...waiting },
        { $set: { state: 'ready' }, $inc: { revision: 1 } },
      );
      return modifiedCount;
    },
    nextRested: async (campaign, now) =>
      (await all({ campaign, state: 'resting', callableFrom: { $gt: now } }, { callableFrom: 1 }, 1))[0]?.callableFrom,
  };
}
