import type { Connection } from 'mongoose';
import type { FinishedInterview } from '../domain/finished-interview.ts';
import type { SurveyCase } from '../domain/survey-case.ts';

const fields = { stratum: 1, interview: 1 } as const;
const atOnce = 500;

/** What tells whether interviews were finished since somebody looked. */
export interface FinishedStamp {
  readonly count: number;
  readonly latest?: Date;
}

export interface FinishedInterviewStore {
  stamp(campaign: string): Promise<FinishedStamp>;
  /** All of a campaign, some hundreds at a time. */
  each(campaign: string): AsyncIterable<FinishedInterview[]>;
  /** Those of one interviewer, in the order in which they were held. */
  by(campaign: string, interviewer: string): Promise<FinishedInterview[]>;
  /** Which cases have one, and who held it. */
  interviewers(campaign: string): Promise<{ readonly case: string; readonly interviewer: string }[]>;
  ensureIndexes(): Promise<void>;
}

/** The interviews among the cases of campaigns, for those who look whether they were held as they should be. */
export function finishedInterviewStore(connection: Connection): FinishedInterviewStore {
  const collection = () => connection.collection<Omit<SurveyCase, 'id'> & { readonly _id: string }>('survey-cases');
  const finished = (campaign: string) => ({ campaign, 'interview.finishedAt': { $gt: new Date(0) } });
  const ofDocument = ({ _id, ...rest }: object & { readonly _id?: unknown }): FinishedInterview =>
    ({ id: _id, ...rest }) as unknown as FinishedInterview;
  return {
    async stamp(campaign) {
      const [count, [last]] = await Promise.all([
        collection().countDocuments(finished(campaign)),
        collection()
          .find(finished(campaign), { projection: { 'interview.finishedAt': 1 } })
          .sort({ 'interview.finishedAt': -1 })
          .limit(1)
          .toArray(),
      ]);
      const latest = last?.interview?.finishedAt;
      return { count, ...(latest ? { latest } : {}) };
    },
    async *each(campaign) {
      let some: FinishedInterview[] = [];
      for await (const one of collection().find(finished(campaign), { projection: fields }).batchSize(atOnce)) {
        some.push(ofDocument(one));
        if (some.length < atOnce) continue;
        yield some;
        some = [];
      }
      yield some;
    },
    by: async (campaign, interviewer) =>
      (
        await collection()
          .find({ ...finished(campaign), 'interview.by': interviewer }, { projection: fields })
          .sort({ 'interview.startedAt': 1, _id: 1 })
          .toArray()
      ).map(ofDocument),
    interviewers: async (campaign) =>
      (
        await collection()
          .find(finished(campaign), { projection: { 'interview.by': 1 } })
          .batchSize(5000)
          .toArray()
      ).map(({ _id, interview }) => ({ case: _id, interviewer: interview?.by ?? '' })),
    ensureIndexes: async () =>
      void (await collection().createIndex(
        { campaign: 1, 'interview.finishedAt': 1 },
        { name: 'finished', partialFilterExpression: { 'interview.finishedAt': { $exists: true } } },
      )),
  };
}
