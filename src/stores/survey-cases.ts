import { type Connection, Schema } from 'mongoose';
import { finalOutcome, type OutcomeCode } from '../domain/outcome.ts';
import {
  type Attempt,
  type CallingWindow,
  callingWindows,
  type Lease,
  type SurveyCase,
  type SurveyCaseState,
  type SurveyDebt,
  surveyCaseStates,
  surveyDebts,
} from '../domain/survey-case.ts';
import { duplicatesOf } from './duplicates.ts';

type SurveyCaseDocument = Omit<SurveyCase, 'id'> & { readonly _id: string };

const text = { type: String, required: true };
const mixed = Schema.Types.Mixed;
const schema = new Schema<SurveyCaseDocument>(
  {
    _id: text,
    ...{ campaign: text, stratum: text, frameKey: text, result: text, finishedOn: text, language: text },
    ...{ lot: String, queue: text, respondent: String, place: String, outcome: String },
    state: { type: String, enum: surveyCaseStates, required: true },
    ...{ attempts: [mixed], attemptCount: Number, tried: mixed, appointment: mixed, lease: mixed, interview: mixed },
    ...{ callableFrom: Date, finalAt: Date, endedBy: mixed, decided: mixed },
    owes: { type: [String], enum: surveyDebts },
    revision: { type: Number, required: true },
  },
  { collection: 'survey-cases', versionKey: false },
);
schema.index({ campaign: 1, frameKey: 1 }, { unique: true });
schema.index({ campaign: 1, state: 1, stratum: 1 });
for (const window of callingWindows)
  schema.index(
    { campaign: 1, queue: 1, stratum: 1, [`tried.${window}`]: 1, attemptCount: 1, lot: 1 },
    { name: `next-${window}`, partialFilterExpression: { state: 'ready' } },
  );
schema.index(
  { campaign: 1, 'appointment.at': 1 },
  { name: 'appointments', partialFilterExpression: { 'appointment.at': { $exists: true } } },
);
schema.index({ campaign: 1, 'attempts.at': 1 });
schema.index({ callableFrom: 1 }, { name: 'rested', partialFilterExpression: { state: 'resting' } });
schema.index({ 'lease.until': 1 }, { name: 'lapsed', partialFilterExpression: { state: 'held' } });
schema.index({ 'lease.by': 1 }, { name: 'held-by', partialFilterExpression: { state: 'held' } });
for (const debt of surveyDebts)
  schema.index({ finalAt: 1 }, { name: `owes-${debt}`, partialFilterExpression: { owes: debt } });

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

export interface SurveyCount {
  readonly stratum: string;
  readonly state: SurveyCaseState;
  readonly outcome?: OutcomeCode;
  /** What came of the attempts at cases that are not final. */
  readonly tried?: readonly OutcomeCode[];
  /** Interviews that a supervisor set aside. */
  readonly excluded?: true;
  readonly n: number;
}

type Grouped = Omit<SurveyCount, 'tried' | 'excluded'> & { tried: OutcomeCode[] | null; excluded: boolean };

/** What one interviewer has done: attempts by outcome, interviews finished and the seconds they took. */
export interface Performance {
  readonly by: string;
  readonly name: string;
  readonly attempts: number;
  readonly byOutcome: Readonly<Partial<Record<OutcomeCode, number>>>;
  readonly interviews: number;
  readonly seconds: number;
}

/** Where the next case is looked for. */
export interface Search {
  readonly campaign: string;
  readonly queue: string;
  /** In this stratum; in any but `not`, when absent. */
  readonly stratum?: string;
  readonly not?: readonly string[];
  readonly window: CallingWindow;
}

export interface SurveyCaseStore {
  /** Takes entries of a frame; gives the frame keys that the campaign had already. */
  insertMany(cases: readonly SurveyCase[]): Promise<Set<string>>;
  /** Which of these the campaign has already, with the numbers of their contacts. */
  standing(campaign: string, frameKeys: readonly string[]): Promise<Map<string, string | undefined>>;
  /** The frame as it is drawn from. */
  frame(campaign: string): Promise<{ frameKey: string; stratum: string; state: SurveyCaseState }[]>;
  /** The cases drawn, in the order of their lots. */
  drawn(campaign: string): Promise<{ frameKey: string; stratum: string; lot: string }[]>;
  /** Makes listed cases ready; those that are drawn already are left alone. */
  markDrawn(campaign: string, lots: readonly { frameKey: string; lot: string }[]): Promise<void>;
  find(id: string): Promise<SurveyCase | undefined>;
  /** Writes a case in place of the revision before; undefined when somebody else was first. */
  replace(surveyCase: SurveyCase): Promise<SurveyCase | undefined>;
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
  heldBy(account: string): Promise<SurveyCase[]>;
  /** Held, but nobody was heard from in time. */
  lapsed(before: Date, limit: number): Promise<string[]>;
  /** Makes ready whose rest is over; gives how many. */
  wake(now: Date, limit: number): Promise<number>;
  /** When the next case of a campaign has rested, after an instant. */
  nextRested(campaign: string, now: Date): Promise<Date | undefined>;
  /** Those that owe something and can pay it: a place is not given back while its case is in somebody's hand. */
  owing(debt: SurveyDebt): Promise<string[]>;
  list(filter: SurveyCaseFilter, page: { readonly limit: number; readonly after?: string }): Promise<SurveyCase[]>;
  counts(campaign: string): Promise<SurveyCount[]>;
  /** Cases with an appointment up to an instant, the earliest first. */
  appointments(campaign: string, until: Date): Promise<SurveyCase[]>;
  /** Cases in somebody's hand. */
  holding(campaign: string): Promise<SurveyCase[]>;
  /** Cases that somebody tried since an instant. */
  triedBy(campaign: string, account: string, since: Date): Promise<SurveyCase[]>;
  /** Attempts since an instant, the earliest first. */
  attemptsSince(campaign: string, since: Date): Promise<Attempt[]>;
  /** What each interviewer has done in a campaign. */
  performance(campaign: string): Promise<Performance[]>;
  /** Cases that were tried, one by one. */
  tried(campaign: string): AsyncIterable<SurveyCase>;
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
  /** Some of those that were never drawn. */
  listed(campaign: string, limit: number): Promise<{ id: string; respondent?: string }[]>;
  remove(ids: readonly string[]): Promise<void>;
  ensureIndexes(): Promise<void>;
}

export function surveyCaseStore(connection: Connection): SurveyCaseStore {
  const model = connection.model<SurveyCaseDocument>('SurveyCase', schema);
  // Cases come from the domain, already checked: the driver writes and reads them as they are.
  const collection = () => connection.collection<SurveyCaseDocument>('survey-cases');
  const all = async (filter: object, sort: Record<string, 1 | -1>, limit = 0): Promise<SurveyCase[]> =>
    (await collection().find(filter).sort(sort).limit(limit).toArray()).map((found) => caseOf(found));
  const claim = async (filter: object, sort: Record<string, 1 | -1>, lease: Lease) => {
    const found = await collection().findOneAndUpdate(
      filter,
      { $set: { state: 'held', lease }, $inc: { revision: 1 } },
      { sort, returnDocument: 'after' },
    );
    return found ? caseOf(found) : undefined;
  };
  const ids = async (filter: object, sort: Record<string, 1 | -1>, limit = 0): Promise<string[]> =>
    (await collection().find(filter).sort(sort).limit(limit).project({ _id: 1 }).toArray()).map(
      ({ _id }) => _id as string,
    );

  return {
    async insertMany(cases) {
      if (cases.length === 0) return new Set();
      try {
        await collection().insertMany(cases.map(documentOf), { ordered: false });
        return new Set();
      } catch (error) {
        return new Set(duplicatesOf(error).map((index) => (cases[index] as SurveyCase).frameKey));
      }
    },
    standing: async (campaign, frameKeys) =>
      new Map(
        (
          await collection()
            .find({ campaign, frameKey: { $in: [...frameKeys] } })
            .project({ _id: 0, frameKey: 1, respondent: 1 })
            .batchSize(10_000)
            .toArray()
        ).map(({ frameKey, respondent }) => [frameKey as string, respondent as string | undefined]),
      ),
    frame: async (campaign) =>
      (await collection()
        .find({ campaign })
        .project({ _id: 0, frameKey: 1, stratum: 1, state: 1 })
        .batchSize(10_000)
        .toArray()) as { frameKey: string; stratum: string; state: SurveyCaseState }[],
    drawn: async (campaign) =>
      (await collection()
        .find({ campaign, state: { $ne: 'listed' } })
        .project({ _id: 0, frameKey: 1, stratum: 1, lot: 1 })
        .sort({ lot: 1 })
        .toArray()) as { frameKey: string; stratum: string; lot: string }[],
    async markDrawn(campaign, lots) {
      for (let at = 0; at < lots.length; at += atOnce)
        await collection().bulkWrite(
          lots.slice(at, at + atOnce).map(({ frameKey, lot }) => ({
            updateOne: {
              filter: { campaign, frameKey, state: 'listed' },
              update: { $set: { state: 'ready', lot }, $inc: { revision: 1 } },
            },
          })),
          { ordered: false },
        );
    },
    find: async (id) => (await all({ _id: id }, { _id: 1 }))[0],
    async replace(surveyCase) {
      const after = { ...surveyCase, revision: surveyCase.revision + 1 };
      const filter = { _id: surveyCase.id, revision: surveyCase.revision };
      const { matchedCount } = await collection().replaceOne(filter, documentOf(after));
      return matchedCount === 1 ? after : undefined;
    },
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
    heldBy: (account) => all({ 'lease.by': account, state: 'held' }, { 'lease.since': 1 }),
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
    async counts(campaign) {
      const found = await collection()
        .aggregate([
          { $match: { campaign } },
          {
            $group: {
              _id: {
                stratum: '$stratum',
                state: '$state',
                outcome: '$outcome',
                tried: { $cond: [{ $eq: ['$state', 'final'] }, null, '$attempts.outcome'] },
                excluded: { $eq: ['$decided.kind', 'excluded'] },
              },
              n: { $sum: 1 },
            },
          },
        ])
        .toArray();
      return found.map(({ _id, n }) => {
        const { stratum, state, outcome, tried, excluded } = _id as Grouped;
        return {
          stratum,
          state,
          n: n as number,
          ...(outcome ? { outcome } : {}),
          ...(tried?.length ? { tried } : {}),
          ...(excluded ? { excluded: true as const } : {}),
        };
      });
    },
    appointments: (campaign, until) =>
      all({ campaign, 'appointment.at': { $lte: until }, state: { $ne: 'final' } }, { 'appointment.at': 1 }, 500),
    holding: (campaign) => all({ campaign, state: 'held' }, { 'lease.since': 1 }),
    triedBy: (campaign, account, since) =>
      all(
        { campaign, 'attempts.at': { $gte: since }, attempts: { $elemMatch: { by: account, at: { $gte: since } } } },
        { _id: 1 },
      ),
    async attemptsSince(campaign, since) {
      const found = await all({ campaign, 'attempts.at': { $gte: since } }, { _id: 1 });
      return found
        .flatMap(({ attempts }) => attempts.filter(({ at }) => at >= since))
        .sort((a, b) => a.at.getTime() - b.at.getTime());
    },
    async performance(campaign) {
      const attempts = await collection()
        .aggregate([
          { $match: { campaign, attemptCount: { $gt: 0 } } },
          { $unwind: '$attempts' },
          {
            $group: {
              _id: { by: '$attempts.by', outcome: '$attempts.outcome' },
              name: { $last: '$attempts.name' },
              n: { $sum: 1 },
            },
          },
        ])
        .toArray();
      const worked = await collection()
        .aggregate([
          { $match: { campaign, 'interview.finishedAt': { $exists: true } } },
          { $group: { _id: '$interview.by', n: { $sum: 1 }, seconds: { $sum: '$interview.seconds' } } },
        ])
        .toArray();
      const interviews = new Map(worked.map((one) => [one['_id'] as string, one]));
      const people = new Map<string, Performance>();
      for (const { _id, name, n } of attempts) {
        const { by, outcome } = _id as { by: string; outcome: OutcomeCode };
        const { n: held = 0, seconds = 0 } = interviews.get(by) ?? {};
        const before = people.get(by) ?? { by, name, attempts: 0, byOutcome: {}, interviews: held, seconds };
        const byOutcome = { ...before.byOutcome, [outcome]: n };
        people.set(by, { ...before, attempts: before.attempts + n, byOutcome });
      }
      return [...people.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async *tried(campaign) {
      const found = collection()
        .find({ campaign, attemptCount: { $gt: 0 } })
        .batchSize(1000);
      for await (const one of found) yield caseOf(one);
    },
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
    listed: async (campaign, limit) =>
      (await all({ campaign, state: 'listed' }, {}, limit)).map(({ id, respondent }) => ({
        id,
        ...(respondent === undefined ? {} : { respondent }),
      })),
    remove: async (some) => void (await collection().deleteMany({ _id: { $in: [...some] } })),
    ensureIndexes: async () => void (await model.ensureIndexes()),
  };
}

const atOnce = 1000;
/** A place that is owed is given back first. */
const inNobodysHand = { state: { $in: ['ready', 'resting'] as SurveyCaseState[] }, owes: { $ne: 'place' } } as const;
/** Far more than a day brings, so that those which cannot be paid hold up no others. */
const mostOwing = 20_000;

function documentOf({ id, ...rest }: SurveyCase): SurveyCaseDocument {
  return { _id: id, ...rest };
}

function caseOf({ _id, ...rest }: SurveyCaseDocument): SurveyCase {
  return { id: _id, ...rest };
}
