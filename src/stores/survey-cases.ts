import type { Connection } from 'mongoose';
import { finalOutcome, type OutcomeCode } from '../domain/outcome.ts';
import type { SurveyCase, SurveyCaseState, SurveyDebt } from '../domain/survey-case.ts';
import { atOnce, documentOf, surveyCaseCollection } from './survey-case-collection.ts';
import { surveyCaseModel } from './survey-case-schema.ts';

/** What a list of cases is narrowed to. */
export interface SurveyCaseFilter {
  readonly campaign: string;
  readonly states?: readonly SurveyCaseState[];
  readonly stratum?: string;
  /** Held by, finished by or tried by this interviewer. */
  readonly interviewer?: string;
  readonly outcome?: OutcomeCode;
  readonly frameKey?: string;
}

export interface SurveyCaseStore {
  find(id: string): Promise<SurveyCase | undefined>;
  /** Writes a case in place of the revision before; undefined when somebody else was first. */
  replace(surveyCase: SurveyCase): Promise<SurveyCase | undefined>;
  heldBy(account: string): Promise<SurveyCase[]>;
  /** Those that owe something and can pay it: a place is not given back while its case is in somebody's hand. */
  owing(debt: SurveyDebt): Promise<string[]>;
  list(filter: SurveyCaseFilter, page: { readonly limit: number; readonly after?: string }): Promise<SurveyCase[]>;
  /** Cases that wait for somebody in particular: held by, assigned to, or with an appointment. */
  promisedTo(campaign: string, account: string): Promise<string[]>;
  /** Cases in nobody's hand that are not final. */
  unfinished(campaign: string, limit: number): Promise<string[]>;
  /** Ends those of them that were never tried, in one go; gives how many. */
  endUntried(campaign: string, now: Date): Promise<number>;
  /**
   * Takes away whatever tells whose answers these are: contact, dossier, notes, and the day on which the dossier was
   * finished but for its month.
   */
  unlink(campaign: string): Promise<void>;
  ensureIndexes(): Promise<void>;
}

export function surveyCaseStore(connection: Connection): SurveyCaseStore {
  const model = surveyCaseModel(connection);
  const { collection, all, ids } = surveyCaseCollection(connection);
  return {
    find: async (id) => (await all({ _id: id }, { _id: 1 }))[0],
    async replace(surveyCase) {
      const after = { ...surveyCase, revision: surveyCase.revision + 1 };
      const filter = { _id: surveyCase.id, revision: surveyCase.revision };
      const { matchedCount } = await collection().replaceOne(filter, documentOf(after));
      return matchedCount === 1 ? after : undefined;
    },
    heldBy: (account) => all({ 'lease.by': account, state: 'held' }, { 'lease.since': 1 }),
    owing: (debt) =>
      ids(
        { owes: debt, ...(debt === 'place' ? { state: { $in: ['resting', 'ready', 'final'] } } : {}) },
        { finalAt: 1 },
        mostOwing,
      ),
    list: ({ campaign, states, stratum, interviewer, outcome, frameKey }, { limit, after }) =>
      all(
        {
          campaign,
          ...(states ? { state: { $in: [...states] } } : {}),
          ...(stratum === undefined ? {} : { stratum }),
          ...(outcome === undefined ? {} : { outcome }),
          ...(frameKey === undefined ? {} : { frameKey }),
          ...(interviewer === undefined
            ? {}
            : {
                $or: [
                  { 'lease.by': interviewer },
                  { 'interview.by': interviewer },
                  { 'attempts.by': interviewer },
                  { queue: `to:${interviewer}` },
                ],
              }),
          ...(after === undefined ? {} : { _id: { $gt: after } }),
        },
        { _id: 1 },
        limit,
      ),
    promisedTo: (campaign, account) =>
      ids(
        {
          campaign,
          state: { $in: ['ready', 'resting', 'held'] },
          $or: [{ 'lease.by': account }, { queue: `to:${account}` }, { 'appointment.with': account }],
        },
        {},
      ),
    unfinished: (campaign, limit) => ids({ campaign, ...inNobodysHand }, {}, limit),
    async endUntried(campaign, now) {
      const { modifiedCount } = await collection().updateMany(
        { campaign, ...inNobodysHand, attemptCount: 0 },
        {
          $set: { state: 'final', outcome: finalOutcome([]), finalAt: now },
          $unset: { callableFrom: 1, appointment: 1 },
          $inc: { revision: 1 },
        },
      );
      return modifiedCount;
    },
    async unlink(campaign) {
      const linked = await collection()
        .find({ campaign, respondent: { $exists: true } })
        .project({ finishedOn: 1 })
        .batchSize(10_000)
        .toArray();
      for (let at = 0; at < linked.length; at += atOnce)
        await collection().bulkWrite(
          linked.slice(at, at + atOnce).map(({ _id, finishedOn }) => ({
            updateOne: {
              filter: { _id: _id as string },
              update: {
                $set: { frameKey: `cut:${_id}`, finishedOn: `${String(finishedOn).slice(0, 7)}-01` },
                $unset: { respondent: 1, lot: 1, 'attempts.$[].note': 1, 'appointment.note': 1, 'endedBy.note': 1 },
                $inc: { revision: 1 },
              },
            },
          })),
          { ordered: false },
        );
    },
    ensureIndexes: async () => void (await model.ensureIndexes()),
  };
}

/** A place that is owed is given back first. */
const inNobodysHand = { state: { $in: ['ready', 'resting'] as SurveyCaseState[] }, owes: { $ne: 'place' } } as const;
/** Far more than a day brings, so that those which cannot be paid hold up no others. */
const mostOwing = 20_000;
