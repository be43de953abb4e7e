import type { Connection } from 'mongoose';
import type { OutcomeCode } from '../domain/outcome.ts';
import type { Attempt, SurveyCase, SurveyCaseState } from '../domain/survey-case.ts';
import { surveyCaseCollection } from './survey-case-collection.ts';

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

/** How a campaign goes: what its board, its calendar and its figures are made of. */
export interface SurveyFigureStore {
  counts(campaign: string): Promise<SurveyCount[]>;
  /** What each interviewer has done in a campaign. */
  performance(campaign: string): Promise<Performance[]>;
  /** Attempts since an instant, the earliest first. */
  attemptsSince(campaign: string, since: Date): Promise<Attempt[]>;
  /** Cases that somebody tried since an instant. */
  triedBy(campaign: string, account: string, since: Date): Promise<SurveyCase[]>;
  /** Cases with an appointment up to an instant, the earliest first. */
  appointments(campaign: string, until: Date): Promise<SurveyCase[]>;
  /** Cases in somebody's hand. */
  holding(campaign: string): Promise<SurveyCase[]>;
}

export function surveyFigureStore(connection: Connection): SurveyFigureStore {
  const { collection, all } = surveyCaseCollection(connection);
  return {
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
    async attemptsSince(campaign, since) {
      const found = await all({ campaign, 'attempts.at': { $gte: since } }, { _id: 1 });
      return found
        .flatMap(({ attempts }) => attempts.filter(({ at }) => at >= since))
        .sort((a, b) => a.at.getTime() - b.at.getTime());
    },
    triedBy: (campaign, account, since) =>
      all(
        { campaign, 'attempts.at': { $gte: since }, attempts: { $elemMatch: { by: account, at: { $gte: since } } } },
        { _id: 1 },
      ),
    appointments: (campaign, until) =>
      all({ campaign, 'appointment.at': { $lte: until }, state: { $ne: 'final' } }, { 'appointment.at': 1 }, 500),
    holding: (campaign) => all({ campaign, state: 'held' }, { 'lease.since': 1 }),
  };
}
