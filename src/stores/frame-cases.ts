import type { Connection } from 'mongoose';
import type { SurveyCase, SurveyCaseState } from '../domain/survey-case.ts';
import { duplicatesOf } from './duplicates.ts';
import { atOnce, documentOf, surveyCaseCollection } from './survey-case-collection.ts';

/** The cases of a campaign as its frame: who could be asked, and who was drawn. */
export interface FrameCaseStore {
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
  /** Some of those that were never drawn. */
  listed(campaign: string, limit: number): Promise<{ id: string; respondent?: string }[]>;
  remove(ids: readonly string[]): Promise<void>;
}

export function frameCaseStore(connection: Connection): FrameCaseStore {
  const { collection, all } = surveyCaseCollection(connection);
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
    listed: async (campaign, limit) =>
      (await all({ campaign, state: 'listed' }, {}, limit)).map(({ id, respondent }) => ({
        id,
        ...(respondent === undefined ? {} : { respondent }),
      })),
    remove: async (some) => void (await collection().deleteMany({ _id: { $in: [...some] } })),
  };
}
